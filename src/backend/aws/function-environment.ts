/** An environment variable that the deployment sets; missing and blank fail alike, by name. */
export function requireEnv(name: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new Error(`${name} is not set. The deployment gives it to this function.`);
  return value;
}

/** An environment variable that holds a whole number above zero. */
export function requireCount(name: string): number {
  const text = requireEnv(name);
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new Error(`${name} is "${text}", but must be a whole number above zero.`);
  }
  return value;
}
