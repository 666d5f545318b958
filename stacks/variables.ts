/** Environment variables, or what stands for them in tests. */
export type Variables = Readonly<Record<string, string | undefined>>;

export function readNumber(
  variables: Variables,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const text = variables[name]?.trim();
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} is "${text}". It must be an integer from ${min} to ${max}.`);
  }
  return value;
}

export function readFlag(variables: Variables, name: string, fallback: boolean): boolean {
  const text = variables[name]?.trim();
  if (!text) return fallback;
  if (text !== 'on' && text !== 'off') {
    throw new Error(`${name} is "${text}". It must be on or off.`);
  }
  return text === 'on';
}

export function readList(variables: Variables, name: string): string[] {
  return (variables[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
