import { randomUUID } from 'node:crypto';
import type { FunctionName, Schedule } from '../../../backend/functions.ts';
import { isoSeconds, type Clock } from '../../shared/clock.ts';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';

const MINUTE_MS = 60_000;

/** Invokes functions at fixed intervals. A run that takes longer than the interval does not delay the next one. */
export class Schedules {
  readonly #cancels = new Map<Schedule, () => void>();
  readonly #clock: Clock;
  readonly #invoke: (name: FunctionName, event: string) => void;

  constructor(
    clock: Clock,
    schedules: readonly Schedule[],
    invoke: (name: FunctionName, event: string) => void,
  ) {
    this.#clock = clock;
    this.#invoke = invoke;
    for (const schedule of schedules) this.#plan(schedule);
  }

  close(): void {
    for (const cancel of this.#cancels.values()) cancel();
  }

  #plan(schedule: Schedule): void {
    const cancel = this.#clock.after(schedule.everyMinutes * MINUTE_MS, () => {
      this.#plan(schedule);
      this.#invoke(schedule.function, this.#event());
    });
    this.#cancels.set(schedule, cancel);
  }

  #event(): string {
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: ACCOUNT,
      time: isoSeconds(this.#clock.now()),
      region: REGION,
      resources: [],
      detail: {},
    });
  }
}
