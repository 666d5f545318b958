export type Json = Readonly<Record<string, unknown>>;

/** An object with other keys and values, entry by entry. */
export const mapKeys = <T>(
  record: Readonly<Record<string, T>>,
  key: (name: string) => string,
  value: (item: T) => unknown,
): Json =>
  Object.fromEntries(Object.entries(record).map(([name, item]) => [key(name), value(item)]));
