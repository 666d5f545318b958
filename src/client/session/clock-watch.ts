import { whileVisible } from './while-visible.ts';

// How often to look, and how far the two clocks may drift apart in that time.
const LOOK_MS = 10_000;
const JUMP_MS = 5_000;

/**
 * Watches for jumps of this machine's clock: somebody set it, or the machine slept, which stops `performance.now()` on
 * some systems.
 * @param onJump - Tried again each 10 s until it succeeds.
 * @param onFailure - Called with what `onJump` throws.
 * @returns a function that stops watching
 */
export function watchClock(
  onJump: () => Promise<void>,
  onFailure: (thrown: unknown) => void,
): () => void {
  let difference = Date.now() - performance.now();
  let jumped = false;
  const look = async (): Promise<void> => {
    const now = Date.now() - performance.now();
    jumped ||= Math.abs(now - difference) > JUMP_MS;
    difference = now;
    if (!jumped) return;
    await onJump();
    jumped = false;
  };
  return whileVisible(look, { waitMs: LOOK_MS, everyMs: LOOK_MS, onFailure });
}
