import type { LitElement, ReactiveController } from 'lit';
import { lazy } from '../../src/client/lazy.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import { RoomError } from '../../src/client/room-error.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type * as joinBundle from './join-bundle.ts';

export type JoinBundle = typeof joinBundle;

const importJoinBundle = lazy(() => import('./join-bundle.ts'), import.meta.url);

export interface SessionControllerOptions {
  readonly preferences: Preferences;
  readonly onLoad: (bundle: JoinBundle) => void;
  readonly newSession: (bundle: JoinBundle) => RoomSession;
  readonly onChange: (snapshot: RoomSnapshot, before: RoomSnapshot | undefined) => void;
  /** Called when something that a control asked for fails. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Loads what joining takes, makes the session, and renders the host with each new snapshot. A host that is only moved
 * within the page, or to another window and back, keeps its session; one that is still out of the page when the current
 * task ends, or in a window that was closed, leaves the room.
 */
export class SessionController implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: SessionControllerOptions;
  #loading: Promise<JoinBundle> | undefined;
  #bundle: JoinBundle | undefined;
  #session: RoomSession | undefined;
  /** The session that the page has set, until it is bound. */
  #given: RoomSession | undefined;
  #before: RoomSnapshot | undefined;
  #requests: AbortController | undefined;

  constructor(host: LitElement, options: SessionControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    host.addEventListener('pointerover', this.preload);
    host.addEventListener('focusin', this.preload);
  }

  /** What joining takes; undefined until it is loaded. */
  get bundle(): JoinBundle | undefined {
    return this.#bundle;
  }

  get session(): RoomSession | undefined {
    return this.#given ?? this.#session;
  }

  get snapshot(): RoomSnapshot | undefined {
    return this.#session?.snapshot;
  }

  /** Starts to load what joining takes, once somebody shows interest in the host, unless that was done before. */
  readonly preload = (): void => {
    if (this.#loading) return;
    this.load().then(
      (bundle) => this.#options.newSession(bundle).preload(),
      () => {}, // joining loads again, and says so if that fails
    );
  };

  /** Binds a session that the page has made. */
  async give(session: RoomSession | undefined): Promise<void> {
    this.#given = session;
    await this.load();
    if (this.#given !== session) return;
    this.bind(session);
    if (this.#host.hasUpdated && !this.#host.isConnected) this.bind(undefined); // removed while it loaded
  }

  /**
   * The session to join with: that of the microphone check, or a new one.
   * @throws RoomError `SDK_UNAVAILABLE`
   * @throws DOMException `AbortError` if the host is not in the page
   */
  async prepare(): Promise<RoomSession> {
    const bundle = await this.load();
    if (!this.#host.isConnected) {
      throw new DOMException('Not in the page', 'AbortError');
    }
    const { session } = this;
    if (session?.snapshot.phase === 'idle') return session;
    const made = this.#options.newSession(bundle);
    this.bind(made);
    return made;
  }

  /** Shows this session from now on, and leaves the one before. */
  bind(session: RoomSession | undefined): void {
    const { preferences, onFailure } = this.#options;
    this.#given = undefined;
    this.#requests?.abort();
    this.#replace(session);
    if (!session || !this.#bundle) return;
    this.#requests = new AbortController();
    const { signal } = this.#requests;
    this.#bundle.answerRequests(this.#host, { session, preferences, signal, onFailure });
  }

  hostConnected(): void {
    this.#leaveWithWindow();
    if (this.#session && this.#session.snapshot !== this.#before) this.#sync();
  }

  hostDisconnected(): void {
    setTimeout(() => {
      if (!this.#host.isConnected) this.#replace(undefined);
    });
  }

  #leaveWithWindow(): void {
    const { ownerDocument } = this.#host;
    if (ownerDocument === document) return; // the session itself ends with the page
    const leave = (): void => {
      setTimeout(() => {
        if (this.#host.ownerDocument === ownerDocument) this.#replace(undefined);
      });
    };
    ownerDocument.defaultView?.addEventListener('pagehide', leave, { once: true });
  }

  #replace(session: RoomSession | undefined): void {
    const left = this.#session;
    if (session === left) return;
    left?.leave(); // still listened to, so that the page learns why
    if (this.#session !== left) return; // a listener has bound another one by now
    left?.removeEventListener('change', this.#sync);
    this.#session = session;
    this.#before = undefined;
    session?.addEventListener('change', this.#sync);
    this.#host.requestUpdate();
  }

  /** @throws RoomError `SDK_UNAVAILABLE` */
  async load(): Promise<JoinBundle> {
    this.#loading ??= importJoinBundle();
    try {
      const bundle = await this.#loading;
      if (!this.#bundle) this.#options.onLoad((this.#bundle = bundle));
      return bundle;
    } catch (cause) {
      this.#loading = undefined;
      throw new RoomError('SDK_UNAVAILABLE', 'Part of <audio-room> did not load. Try again.', {
        cause,
      });
    }
  }

  readonly #sync = (): void => {
    const snapshot = this.#session?.snapshot;
    if (!snapshot) return;
    const before = this.#before;
    this.#before = snapshot;
    this.#options.onChange(snapshot, before);
    this.#host.requestUpdate();
  };
}
