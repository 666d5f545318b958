/** A rate limit. It holds one second's worth, is full at first, and refills at its rate. */
export class TokenBucket {
  readonly #now: () => number;
  #tokens = Infinity;
  #at = 0;

  /** @param now - Milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one out. Returns false if there is none. */
  take(perSecond: number): boolean {
    const now = this.#now();
    this.#tokens = Math.min(perSecond, this.#tokens + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
