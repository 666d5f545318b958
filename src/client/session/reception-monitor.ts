import type { Reception } from '../stage/reception-meter.ts';
import type { StageConnection } from '../stage/stage-connection.ts';
import { isVisible } from './while-visible.ts';

export interface ReceptionMonitorOptions {
  /** The current connection. Each reconnection makes a new one. */
  readonly connection: () => StageConnection;
  /** Whether there is no connection at the moment, so that nothing can arrive. */
  readonly paused: () => boolean;
  readonly onReception: (reception: Reception) => void;
  readonly onFailure: (thrown: unknown) => void;
}

const MEASURE_MS = 1_000;
// Nobody sees what a hidden page shows. It still subscribes again, since somebody may be listening to it.
const HIDDEN_MEASURE_MS = 3_000;
// How much later than planned a measurement may take place. A page that was frozen has measured nothing meanwhile.
const LATE_MS = 1_000;
// The SDK gives each try of its own 10 s, and gives up after 90 s. A try of ours must not cut one short.
const FIRST_PAUSE_MS = 12_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Notices within 8 s, in hidden pages a little later, that somebody on stage can't be heard, and subscribes again until they
 * can.
 */
export class ReceptionMonitor {
  readonly #options: ReceptionMonitorOptions;
  readonly #stopped = new AbortController();
  /** When to subscribe to whom again, and the pause after that. */
  readonly #retries = new Map<string, { at: number; pause: number }>();
  #measuredAt = performance.now();
  #pause = MEASURE_MS;
  /** Undefined while a measurement is under way. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReceptionMonitorOptions) {
    this.#options = options;
    const { signal } = this.#stopped;
    // The network is back, or it is another one.
    window.addEventListener('online', () => this.#hurry(), { signal });
    document.addEventListener('visibilitychange', () => this.#show(), { signal });
    this.#schedule();
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#pause = isVisible() ? MEASURE_MS : HIDDEN_MEASURE_MS;
    this.#timer = setTimeout(() => void this.#measure(), this.#pause);
  }

  /** Measures at once when the page can be seen again. */
  #show(): void {
    if (!isVisible() || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    void this.#measure();
  }

  async #measure(): Promise<void> {
    const { connection, paused, onReception, onFailure } = this.#options;
    const now = performance.now();
    const elapsed = Math.min(now - this.#measuredAt, this.#pause + LATE_MS);
    this.#timer = undefined;
    this.#measuredAt = now;
    try {
      if (!paused()) {
        const measured = connection();
        const reception = await measured.speakers.reception(elapsed);
        if (this.#stopped.signal.aborted || paused() || measured !== connection()) return;
        onReception(reception);
        this.#retry(measured, reception, now);
      }
    } catch (thrown) {
      onFailure(thrown);
    } finally {
      if (!this.#stopped.signal.aborted) this.#schedule();
    }
  }

  #hurry(): void {
    for (const retry of this.#retries.values())
      Object.assign(retry, { at: 0, pause: FIRST_PAUSE_MS });
  }

  #retry(connection: StageConnection, { unheard, pending }: Reception, now: number): void {
    for (const id of this.#retries.keys()) if (!unheard.includes(id)) this.#retries.delete(id);
    if (!navigator.onLine) return;
    const due = unheard.filter((id) => {
      const { at, pause } = this.#retries.get(id) ?? {
        at: pending.includes(id) ? now + FIRST_PAUSE_MS : now,
        pause: FIRST_PAUSE_MS,
      };
      const isDue = now >= at;
      const next = { at: now + pause, pause: Math.min(pause * 1.5, LONGEST_PAUSE_MS) };
      this.#retries.set(id, isDue ? next : { at, pause });
      return isDue;
    });
    if (due.length > 0) connection.speakers.resubscribe(due);
  }
}
