import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Room } from '../../src/api/schemas.ts';
import { type RoomError, toRoomError } from '../../src/client/room-error.ts';
import type { RoomApi } from '../../src/client/api/room-api.ts';
import { LobbyChangeEvent } from '../events/lobby-change-event.ts';
import { later } from '../shared/view.ts';

const REFRESH_MS = 10_000;

/** Reads the state of the room that a lobby shows, every 10 s while the element is connected and the page visible. */
export class LobbyController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #onErrorChange: (error: RoomError | undefined) => void;
  #error: RoomError | undefined;
  #api: RoomApi | undefined;
  #roomId = '';
  #connected = false;
  #run: AbortController | undefined;
  #cancel = (): void => {};

  /** Undefined until the room was found. */
  room: Room | undefined;

  /** @param onErrorChange - Called when reading begins to fail, and with undefined when it works again. */
  constructor(
    host: ReactiveControllerHost & Element,
    onErrorChange: (error: RoomError | undefined) => void,
  ) {
    this.#host = host;
    this.#onErrorChange = onErrorChange;
    host.addController(this);
  }

  /** Watches this room, or none if the id is empty. The same one again changes nothing. */
  watch(api: RoomApi, roomId: string): void {
    if (api === this.#api && roomId === this.#roomId) return;
    this.#stop();
    if (roomId !== this.#roomId) {
      this.room = undefined;
      this.#error = undefined;
    }
    this.#api = api;
    this.#roomId = roomId;
    void this.#read();
  }

  hostConnected(): void {
    this.#connected = true;
    void this.#read();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop();
  }

  #stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#cancel();
  }

  async #read(): Promise<void> {
    this.#stop();
    if (!this.#connected || !this.#api || this.#roomId === '') return;
    const { signal } = (this.#run = new AbortController());
    try {
      if (!this.room || !this.#host.ownerDocument.hidden) {
        const room = await this.#api.get(this.#roomId, { signal });
        if (signal.aborted) return;
        this.room = room;
        this.#report(undefined);
        this.#host.requestUpdate();
        this.#host.dispatchEvent(new LobbyChangeEvent(room));
      }
    } catch (error) {
      if (signal.aborted) return;
      const roomError = toRoomError(error);
      this.#report(roomError);
      // A room that is gone stays gone; any other failure may pass.
      if (roomError.code === 'ROOM_NOT_FOUND' || roomError.code === 'ROOM_ENDED') return;
    }
    this.#cancel = later(this.#host, () => void this.#read(), REFRESH_MS);
  }

  #report(error: RoomError | undefined): void {
    const same = error?.code === this.#error?.code;
    this.#error = error;
    if (!same) this.#onErrorChange(error);
  }
}
