import type { Role } from '../../src/api/schemas.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import {
  isCancelled,
  isExpected,
  type RoomError,
  type RoomErrorCode,
  toRoomError,
} from '../../src/client/room-error.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import { RoomErrorEvent } from '../events/room-error-event.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type { Creator } from './join-bundle.ts';
import type { SessionController } from './session-controller.ts';

interface EntryHost extends Creator {
  readonly hostKey: string | undefined;
}

/** Takes a person into a room, one attempt at a time, and keeps the reason if that fails. */
export class EntryController {
  readonly #host: EntryHost;
  readonly #sessions: SessionController;
  readonly #preferences: Preferences;
  #attempt: Promise<RoomSnapshot> | undefined;
  #checked: RoomSession | undefined;
  #errorCode: RoomErrorCode | undefined;
  #dismissed: RoomSnapshot['error'];

  constructor(host: EntryHost, sessions: SessionController, preferences: Preferences) {
    this.#host = host;
    this.#sessions = sessions;
    this.#preferences = preferences;
    // Whoever asked sees why it fails.
    const ask = (attempt: Promise<unknown>) => void attempt.catch(() => {});
    host.addEventListener('create-request', (event) => ask(this.create(event.participantName)));
    host.addEventListener('check-request', (event) => ask(this.check(event.participantName)));
    host.addEventListener('join-request', (event) => {
      ask(this.join(event.participantName, event.role));
    });
  }

  /** An attempt is under way. */
  get busy(): boolean {
    return this.#attempt !== undefined;
  }

  /** The person is at the microphone check. It ends when its session is replaced. */
  get checking(): boolean {
    return this.#checked !== undefined && this.#checked === this.#sessions.session;
  }

  /** Why the last attempt failed. */
  get errorCode(): RoomErrorCode | undefined {
    return this.#errorCode;
  }

  set errorCode(errorCode: RoomErrorCode | undefined) {
    this.#errorCode = errorCode;
    this.#host.requestUpdate();
  }

  /** What went wrong in the room; undefined if nothing did, or if the person has dismissed it. */
  errorCodeIn(snapshot: RoomSnapshot | undefined): RoomErrorCode | undefined {
    const error = snapshot?.error;
    return this.#errorCode ?? (error === this.#dismissed ? undefined : error?.code);
  }

  dismissErrorIn(snapshot: RoomSnapshot | undefined): void {
    this.#dismissed = snapshot?.error;
    this.errorCode = undefined;
  }

  /** The room no longer exists, or never did, or does not let this person in any more. */
  get isRoomGone(): boolean {
    return /^(ROOM_NOT_FOUND|ROOM_ENDED|REMOVED)$/.test(this.#errorCode ?? '');
  }

  create(name: string | undefined): Promise<RoomSnapshot> {
    return this.#enter(name, async (session) => {
      await this.#sessions.bundle?.createRoom(this.#host, session);
    });
  }

  check(name: string | undefined): Promise<RoomSnapshot> {
    return this.#enter(name, async (session) => {
      this.#checked = session;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    });
  }

  join(name: string | undefined, role: Role): Promise<RoomSnapshot> {
    return this.#enter(name, async (session) => {
      const { roomId, name, hostKey } = this.#host;
      await session.join(roomId, { name, role, ...(hostKey && { hostKey }) });
      if (role === 'speaker') await session.goOnStage();
      else session.microphone.close();
    });
  }

  /** Shows this failure and tells the page. */
  fail({ code, message }: RoomError): void {
    this.errorCode = code;
    // It brings the view that says so. If it does not load, a plain text stays.
    if (this.isRoomGone) {
      this.#sessions.load().then(
        () => this.#host.requestUpdate(),
        () => {},
      );
    }
    this.#host.dispatchEvent(new RoomErrorEvent(code, message));
  }

  /** Shows why the lobby could not read the room; nothing if it could. */
  readonly followLobby = (error: RoomError | undefined): void => {
    if (error) this.fail(error);
    else this.errorCode = undefined;
  };

  /** Shows an unexpected error. The session's own failures are in its snapshot already. */
  readonly failIfUnexpected = (error: unknown): void => {
    if (!isExpected(error)) this.fail(toRoomError(error));
  };

  /** One attempt at a time: a second call gets the first one's result. */
  #enter(
    name: string | undefined,
    go: (session: RoomSession) => Promise<void>,
  ): Promise<RoomSnapshot> {
    return (this.#attempt ??= this.#run(name, go).finally(() => {
      this.#attempt = undefined;
      this.#host.requestUpdate();
    }));
  }

  async #run(
    name: string | undefined,
    go: (session: RoomSession) => Promise<void>,
  ): Promise<RoomSnapshot> {
    this.errorCode = undefined;
    this.#host.name = name ?? this.#host.name;
    this.#preferences.set('name', this.#host.name);
    const session = await this.#prepare();
    try {
      await go(session);
    } catch (error) {
      this.failIfUnexpected(error);
      throw error;
    }
    return session.snapshot;
  }

  async #prepare(): Promise<RoomSession> {
    try {
      return await this.#sessions.prepare();
    } catch (error) {
      if (!isCancelled(error)) this.fail(toRoomError(error)); // there is no snapshot yet that could tell
      throw error;
    }
  }
}
