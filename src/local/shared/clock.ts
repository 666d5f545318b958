/** The embedded cloud's time. Tests use a clock of their own to let hours pass at once. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs a callback once, later. Returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/**
 * Formats a time as ISO 8601 to the second, as in AWS events.
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
