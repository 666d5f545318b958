/** Waits until a condition holds, that is, returns something truthy, and fails by its name if it doesn't within the time. */
export async function waitFor<T>(
  what: string,
  condition: () => T,
  limit = 5_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
