import assert from 'node:assert/strict';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Reads until the value is the expected one; fails with the last difference. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  expected: Value,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await read();
    try {
      assert.deepEqual(value, expected);
      return;
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
