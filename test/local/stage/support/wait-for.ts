/** Waits until a condition holds, and fails by its name if it doesn't within the time. */
export async function waitFor<T>(
  what: string,
  condition: () => T | undefined | false,
  limit = 5_000,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
