import { jointSignal } from './joint-signal.ts';
import { sleep } from './sleep.ts';

const LONGEST_PAUSE_MS = 15_000;

/** Pauses between tries. They grow, with a random part that spreads out clients which were cut off together. */
export class Backoff {
  readonly #ended: AbortSignal;
  #pause: AbortController | undefined;

  /** @param ended - Ends all pauses: they reject with the signal's reason. */
  constructor(ended: AbortSignal) {
    this.#ended = ended;
  }

  /** @param tries - How many tries there have been. */
  async pause(tries: number): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries);
    this.#pause = new AbortController();
    const { signal, release } = jointSignal(this.#pause.signal, this.#ended);
    await sleep(longest * (0.25 + 0.75 * Math.random()), signal).catch(() => {}); // rejects only if aborted
    release();
    this.#ended.throwIfAborted();
  }

  /** Ends the current pause: the next try has a good chance now. */
  skip(): void {
    this.#pause?.abort();
  }
}
