import { createHash, timingSafeEqual } from 'node:crypto';

export interface ApiKeyOptions {
  readonly key: string;
  /** How many requests the key allows in a day of UTC; any number if absent. */
  readonly perDay?: number;
}

const DAY_MS = 86_400_000;

/** An API key with a usage plan, as API Gateway has them. Requests with another key count for nothing. */
export class ApiKey {
  readonly #digest: Buffer;
  readonly #perDay: number;
  #day = 0;
  #used = 0;

  constructor({ key, perDay = Infinity }: ApiKeyOptions) {
    this.#digest = digest(key);
    this.#perDay = perDay;
  }

  /**
   * Counts a request.
   * @param keys - All values of the header that the request has.
   * @param now - Milliseconds since the epoch.
   * @returns Why the request is refused: the key is not the right one, or its quota is used up.
   */
  refuses(keys: readonly string[], now: number): 'key' | 'quota' | undefined {
    // Digests have one length, so the time of comparing them tells nothing about the key.
    if (keys.length !== 1 || !timingSafeEqual(digest(keys[0] ?? ''), this.#digest)) return 'key';
    const day = Math.floor(now / DAY_MS);
    if (day !== this.#day) this.#used = 0;
    this.#day = day;
    if (this.#used >= this.#perDay) return 'quota';
    this.#used += 1;
    return undefined;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
