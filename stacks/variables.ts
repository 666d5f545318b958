import { OperatorError } from './operator-error.ts';

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
    throw new OperatorError(`${name} is "${text}". It must be an integer from ${min} to ${max}.`);
  }
  return value;
}

/** Reads one of several words; the first is the default. */
export function readChoice<const Choice extends string>(
  variables: Variables,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = variables[name]?.trim();
  if (!text) return choices[0];
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new OperatorError(`${name} is "${text}". It must be ${choices.join(' or ')}.`);
}

export const readFlag = (variables: Variables, name: string, fallback: boolean): boolean =>
  readChoice(variables, name, fallback ? ['on', 'off'] : ['off', 'on']) === 'on';

export function readList(variables: Variables, name: string): string[] {
  return (variables[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
