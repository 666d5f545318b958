import { setTimeout as delay } from 'node:timers/promises';
import { ivsLimits } from '../quotas.ts';

export interface PaceOptions {
  /** Epoch milliseconds after which no new call may start. */
  readonly deadline: number;
  /** Default: as many as IVS allows. */
  readonly callsPerSecond?: number;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Paces calls at the rate that IVS allows, until a deadline. The next run finds what is left over. */
export class Pace {
  readonly #deadline: number;
  readonly #interval: number;
  readonly #now: () => number;
  readonly #sleep: (milliseconds: number) => Promise<unknown>;
  #next = 0;

  constructor({
    deadline,
    callsPerSecond = ivsLimits.stageCallsPerSecond,
    now = Date.now,
    sleep = delay,
  }: PaceOptions) {
    this.#deadline = deadline;
    this.#interval = 1000 / callsPerSecond;
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Waits until the next call may be made. @returns false if that is after the deadline. */
  async turn(): Promise<boolean> {
    const now = this.#now();
    const start = Math.max(now, this.#next);
    if (start >= this.#deadline) return false;
    this.#next = start + this.#interval;
    if (start > now) await this.#sleep(start - now);
    return true;
  }
}
