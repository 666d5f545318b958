import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomSession } from '../src/client/room-session.ts';
import type { RoomSnapshot } from '../src/client/snapshot.ts';

/**
 * Binds a session to an element: each new snapshot renders it. An element that only moves keeps its session; one that
 * is still out of the page when the current task is over leaves the room.
 */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #onChange: (snapshot: RoomSnapshot, before: RoomSnapshot | undefined) => void;
  #session: RoomSession | undefined;
  #before: RoomSnapshot | undefined;

  constructor(
    host: ReactiveControllerHost & Element,
    onChange: (snapshot: RoomSnapshot, before: RoomSnapshot | undefined) => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get session(): RoomSession | undefined {
    return this.#session;
  }

  get snapshot(): RoomSnapshot | undefined {
    return this.#session?.snapshot;
  }

  /** Shows this session from now on; the one before is left. */
  bind(session: RoomSession | undefined): void {
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#sync);
    this.#session?.leave();
    this.#session = session;
    this.#before = undefined;
    session?.addEventListener('change', this.#sync);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#session?.addEventListener('change', this.#sync);
    if (this.#session && this.#session.snapshot !== this.#before) this.#sync();
  }

  hostDisconnected(): void {
    this.#session?.removeEventListener('change', this.#sync);
    setTimeout(() => {
      if (!this.#host.isConnected) this.bind(undefined);
    });
  }

  readonly #sync = (): void => {
    const snapshot = this.#session?.snapshot;
    if (!snapshot) return;
    const before = this.#before;
    this.#before = snapshot;
    this.#onChange(snapshot, before);
    this.#host.requestUpdate();
  };
}
