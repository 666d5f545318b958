/** Time as the embedded cloud knows it; tests bring their own to make hours pass at once. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something once, later. Returns what calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/**
 * ISO 8601 to the second, as AWS writes times of events.
 * @param time - Milliseconds since the epoch.
 */
export const isoSeconds = (time: number): string =>
  new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
