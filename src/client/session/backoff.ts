import { sleep } from '../sleep.ts';

const LONGEST_PAUSE_MS = 15_000;

/** Pauses between tries: longer each time, and never the same for two clients that were cut off together. */
export class Backoff {
  readonly #over: AbortSignal;
  #cut: AbortController | undefined;

  /** @param over ends a pause for good: it then rejects with the signal's reason. */
  constructor(over: AbortSignal) {
    this.#over = over;
  }

  /** @param tries how many there were before. */
  async pause(tries: number): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries);
    this.#cut = new AbortController();
    const either = AbortSignal.any([this.#cut.signal, this.#over]);
    await sleep(longest * (0.25 + 0.75 * Math.random()), either).catch(() => {});
    this.#over.throwIfAborted();
  }

  /** Ends the pause of now: something speaks for a try at once. */
  hurry(): void {
    this.#cut?.abort();
  }
}
