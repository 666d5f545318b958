import type { RoomApi } from '../api/room-api.ts';
import type { RoomFact } from './room-state.ts';
import type { ConnectionQuality } from '../snapshot.ts';
import { whileVisible } from './while-visible.ts';

export interface RoomGaugesOptions {
  readonly api: RoomApi;
  readonly roomId: string;
  readonly quality: () => Promise<ConnectionQuality | undefined>;
  readonly report: (fact: RoomFact) => void;
}

// The stage's own count comes with its first state or not at all.
const WAIT_FOR_COUNT_MS = 5_000;
const POLL_MS = 10_000;
const MEASURE_MS = 5_000;
// Who leaves the stage and who is connected come as two messages: between them the listeners would be one too many.
const SETTLE_MS = 300;

/** The numbers that change by themselves: listeners and connection quality. */
export class RoomGauges {
  readonly #report: (fact: RoomFact) => void;
  readonly #quality: RoomGaugesOptions['quality'];
  readonly #stopPolling: () => void;
  readonly #stopped = new AbortController();
  #stopMeasuring: () => void;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor({ api, roomId, quality, report }: RoomGaugesOptions) {
    this.#report = report;
    this.#quality = quality;
    const read = async (signal: AbortSignal) =>
      report({ type: 'room-read', room: await api.get(roomId, { signal }) });
    this.#stopPolling = whileVisible(read, WAIT_FOR_COUNT_MS, POLL_MS);
    this.#stopMeasuring = this.#measure();
    const { signal } = this.#stopped;
    window.addEventListener('offline', () => this.#suspect(), { signal });
  }

  /** The stage counts by itself: nobody needs to ask the API any more. */
  counted(): void {
    this.#stopPolling();
    this.settleListeners();
  }

  /** Who is on stage has changed, or how many are connected. */
  settleListeners(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#report({ type: 'listeners-settled' }), SETTLE_MS);
  }

  stop(): void {
    this.#stopPolling();
    this.#stopMeasuring();
    this.#stopped.abort();
    clearTimeout(this.#settling);
  }

  #measure(): () => void {
    const measure = async (signal: AbortSignal): Promise<void> => {
      const quality = await this.#quality();
      if (!signal.aborted) this.#report({ type: 'quality-measured', quality });
    };
    return whileVisible(measure, MEASURE_MS, MEASURE_MS);
  }

  /**
   * The browser says that it is offline. A server on the same machine is still there: the next measure tells. Nothing is
   * said of a hidden page, as nothing measures there and could take it back.
   */
  #suspect(): void {
    if (document.hidden) return;
    this.#report({ type: 'quality-measured', quality: 'lost' });
    this.#stopMeasuring();
    void this.#quality(); // from here on, not from before
    this.#stopMeasuring = this.#measure();
  }
}
