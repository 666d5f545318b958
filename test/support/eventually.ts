import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * Polls until a condition is truthy.
 * @param what - Names the condition in the error.
 * @param condition - Called again every few milliseconds.
 * @param limitMs - How long to wait, in milliseconds.
 * @returns The truthy value.
 * @throws {Error} If the condition is not met within the limit.
 */
export async function waitFor<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  limitMs = 60_000,
): Promise<NonNullable<Value>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Not within ${limitMs} ms: ${what}`);
    await delay(5);
  }
}

/**
 * Polls until a value equals the expected one, deeply.
 * @param read - Reads the value; called again every 50 ms.
 * @param expected - The value to wait for.
 * @param limitMs - How long to wait, in milliseconds.
 * @throws {AssertionError} With the last difference, if the value is another one after the limit.
 */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  expected: Value,
  limitMs = 60_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  let value = await read();
  while (!isDeepStrictEqual(value, expected) && performance.now() < end) {
    await delay(50);
    value = await read();
  }
  assert.deepEqual(value, expected);
}
