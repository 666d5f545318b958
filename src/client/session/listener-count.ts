import type { Room } from '../../api/schemas.ts';
import { whileVisible } from './while-visible.ts';

export interface ListenerCountOptions {
  /** The room as the API described it when joining. */
  readonly room: Room;
  /** Reads the room from the API. */
  readonly read: (signal: AbortSignal) => Promise<Room>;
  /** How many participants are on stage now. */
  readonly speakers: () => number;
  readonly onCount: (listeners: number) => void;
  readonly onFailure: (thrown: unknown) => void;
}

// The stage sends its count with its first state, or never.
const WAIT_FOR_STAGE_MS = 5_000;
const POLL_MS = 10_000;
// That somebody left the stage, and how many are connected, are two messages. Between them the count would be off by one.
const SETTLE_MS = 300;

/**
 * How many people listen. If the stage counts its participants, everybody who is connected and not on stage; if it
 * does not, the number that the API knows, read every 10 s while the page is visible.
 */
export class ListenerCount {
  readonly #options: ListenerCountOptions;
  readonly #stopPolling: () => void;
  /** Connected participants, speakers included. Undefined if the stage does not count them. */
  #connected: number | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ListenerCountOptions) {
    this.#options = options;
    const { room, read, onCount, onFailure } = options;
    onCount(room.listeners);
    this.#stopPolling = whileVisible(async (signal) => this.setRoom(await read(signal)), {
      waitMs: WAIT_FOR_STAGE_MS,
      everyMs: POLL_MS,
      onFailure,
    });
  }

  /** The API described the room again. */
  setRoom({ listeners }: Room): void {
    if (this.#connected === undefined) this.#options.onCount(listeners);
  }

  /** The stage counted its participants, speakers included. */
  setConnected(count: number): void {
    this.#connected = count;
    this.#stopPolling();
    this.settle();
  }

  /** Counts again soon; call it when somebody enters or leaves the stage. */
  settle(): void {
    clearTimeout(this.#settling);
    if (this.#connected === undefined) return;
    this.#settling = setTimeout(() => {
      const { onCount, speakers } = this.#options;
      onCount(Math.max(0, (this.#connected ?? 0) - speakers()));
    }, SETTLE_MS);
  }

  stop(): void {
    this.#stopPolling();
    clearTimeout(this.#settling);
  }
}
