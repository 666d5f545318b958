import type { Clock } from '../../shared/clock.ts';

/** Token buckets by name. Each holds one second's worth of calls and refills at that rate. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { calls: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one call out of a bucket. Returns false if the bucket is empty. */
  take(name: string, callsPerSecond: number): boolean {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { calls: callsPerSecond, at: now };
    const refilled = bucket.calls + ((now - bucket.at) / 1000) * callsPerSecond;
    const calls = Math.min(callsPerSecond, refilled);
    const granted = calls >= 1;
    this.#buckets.set(name, { calls: granted ? calls - 1 : calls, at: now });
    return granted;
  }
}
