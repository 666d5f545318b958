import { setTimeout as delay } from 'node:timers/promises';

/** Calls a second that IVS allows to each stage operation, for the whole account; it can't be raised. */
const CALLS_PER_SECOND = 5;

export interface PaceOptions {
  /** Epoch milliseconds after which no new call may start. */
  readonly deadline: number;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Lets work go on at the rate that IVS allows, until its time is over. What is left over is found by the next run. */
export class Pace {
  readonly #deadline: number;
  readonly #now: () => number;
  readonly #sleep: (milliseconds: number) => Promise<unknown>;
  #next = 0;

  constructor({ deadline, now = Date.now, sleep = delay }: PaceOptions) {
    this.#deadline = deadline;
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Waits for the next call's turn. @returns false if the time is over. */
  async turn(): Promise<boolean> {
    const now = this.#now();
    const start = Math.max(now, this.#next);
    if (start >= this.#deadline) return false;
    this.#next = start + 1000 / CALLS_PER_SECOND;
    if (start > now) await this.#sleep(start - now);
    return true;
  }
}
