import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

/** @throws Error if the item has no such text. */
export function readText(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`The item has no text "${name}".`);
  return value;
}

/** @throws Error if the item has no such number. */
export function readNumber(item: Item, name: string): number {
  const value = Number(item[name]?.N ?? NaN);
  if (!Number.isFinite(value)) throw new Error(`The item has no number "${name}".`);
  return value;
}
