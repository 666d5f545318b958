import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';

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
    const left = this.#session;
    if (session === left) return;
    left?.leave(); // heard to its end: the page is told why
    if (this.#session !== left) return; // whoever was told has bound another already
    left?.removeEventListener('change', this.#sync);
    this.#session = session;
    this.#before = undefined;
    session?.addEventListener('change', this.#sync);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    if (this.#session && this.#session.snapshot !== this.#before) this.#sync();
  }

  hostDisconnected(): void {
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
