const WINDOW_MS = 60_000;

/** Limits how often each address may do something in a minute. */
export class AddressQuota {
  readonly #limit: number;
  #counts = new Map<string, number>();
  #since = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Counts one more use.
   * @param now - Milliseconds.
   * @returns Whether it is within the limit.
   */
  admits(address: string, now: number): boolean {
    if (now - this.#since >= WINDOW_MS) {
      this.#counts.clear();
      this.#since = now;
    }
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= this.#limit;
  }
}
