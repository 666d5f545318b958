import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something holds, and fails after ten seconds. */
export async function waitFor(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited 10 s for: ${what}`);
    await delay(5);
  }
}
