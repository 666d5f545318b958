import type { Clock } from '../../shared/clock.ts';
import { TokenBucket } from '../../shared/token-bucket.ts';

/** Token buckets by name. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one call out of a bucket. Returns false if the bucket is empty. */
  take(name: string, callsPerSecond: number): boolean {
    const bucket = this.#buckets.get(name) ?? new TokenBucket(() => this.#clock.now());
    this.#buckets.set(name, bucket);
    return bucket.take(callsPerSecond);
  }
}
