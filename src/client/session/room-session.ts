import type { CreateRoomResponse, JoinRoomResponse, Role } from '../../api/schemas.ts';
import { RoomApi, type RoomSettings } from '../api/room-api.ts';
import { listeningProblem } from '../media/browser-support.ts';
import { Microphone } from '../media/microphone.ts';
import { lazy } from '../lazy.ts';
import { isExpected, RoomError, toRoomError } from '../room-error.ts';
import type { RoomSnapshot } from '../snapshot.ts';
import { loadIvsSdk, type IvsSdkLoader } from '../stage/ivs-sdk.ts';
import { closingTime } from '../api/closing-time.ts';
import type { Admission } from './admission.ts';
import type { JoinedRoom } from './joined-room.ts';
import type { RoomControls } from './room-controls.ts';
import type { RoomFact } from './room-fact.ts';
import { initialState, reduce } from './room-state.ts';
import { SessionChangeEvent } from './session-change-event.ts';

/** What a session uses. */
export interface RoomSessionOptions {
  /** Default: the API on the page's own origin. */
  readonly api?: RoomApi;
  /** Loads the IVS SDK. Default: {@link loadIvsSdk}. */
  readonly loadSdk?: IvsSdkLoader;
  /** The microphone to publish; it may be open already. Default: a new one, which is opened when going on stage. */
  readonly microphone?: Microphone;
}

/** Who joins, and with which token. */
export interface SessionJoinOptions {
  /** The name that the others see: 1 to 40 characters. */
  readonly name: string;
  /**
   * Which token to ask for. The token of a `listener` is exchanged when going on stage, so `speaker` only saves a
   * round trip. Default: `listener`.
   */
  readonly role?: Role;
  /** The key of a host link, to join as a host. Default: the one that this browser keeps since it created the room. */
  readonly hostKey?: string;
}

/** Who creates a room, and what it is like. What is left out is as in every room. */
export interface SessionCreateOptions extends RoomSettings {
  /** The name that the others see: 1 to 40 characters. */
  readonly name: string;
  /** Which token to ask for, as with {@link SessionJoinOptions}. Default: `speaker`. */
  readonly role?: Role;
}

/**
 * One visit to one room, without a user interface: `idle → joining → listening ⇄ speaking → left`.
 *
 * Methods ask for something; what then happens on the stage changes the {@link snapshot}. The promise of a method
 * resolves when it has happened. It rejects with a {@link RoomError}, which is also in `snapshot.error`, or with an
 * `AbortError` if another call cancelled it. After `left`, make a new session to come back.
 *
 * @fires change - {@link SessionChangeEvent}, once for each new snapshot
 */
export class RoomSession extends EventTarget {
  /** The API that it joins through. */
  readonly api: RoomApi;
  /** The microphone that it publishes. */
  readonly microphone: Microphone;
  readonly #loadSdk: IvsSdkLoader;
  readonly #left = new AbortController();
  #state = initialState;
  #room: JoinedRoom | undefined;

  constructor(options: RoomSessionOptions = {}) {
    super();
    this.api = options.api ?? new RoomApi();
    this.microphone = options.microphone ?? new Microphone();
    this.#loadSdk = options.loadSdk ?? loadIvsSdk;
  }

  /** Everything that a user interface shows. Frozen, and the same object until something changes. */
  get snapshot(): RoomSnapshot {
    return this.#state.snapshot;
  }

  /** Starts to load what joining needs; call it when somebody is about to join. Never rejects: `join` will. */
  async preload(): Promise<void> {
    await Promise.allSettled([this.#load(this.#loadSdk), this.#load(importJoinedRoom)]);
  }

  /**
   * Creates a room and joins it as a listener.
   * @returns the API's answer, with the `hostKey` that is sent only this once
   */
  create(options: SessionCreateOptions): Promise<CreateRoomResponse> {
    return this.#enter(options.name, async (signal) => {
      const { admitCreator } = await this.#load(importJoinedRoom);
      return admitCreator(this.api, { role: 'speaker', ...options }, signal);
    });
  }

  /** Joins a room as a listener, whatever the role. The microphone stays closed until {@link goOnStage}. */
  join(
    roomId: string,
    { name, role = 'listener', hostKey }: SessionJoinOptions,
  ): Promise<JoinRoomResponse> {
    return this.#enter(name, async (signal) => {
      const { admit } = await this.#load(importJoinedRoom);
      return admit({ api: this.api, roomId, name, role, hostKey, signal });
    });
  }

  /** Hands, invitations, and what hosts can do. @throws Error outside of a room */
  get controls(): RoomControls {
    return this.#joinedRoom().controls;
  }

  /**
   * Opens the microphone, which may prompt, and publishes it. If it fails, the person goes on listening.
   * @throws RoomError `MICROPHONE_…`, `INSECURE_CONTEXT`, `STAGE_FULL`, `PUBLISH_FAILED`, or a code of the API
   */
  async goOnStage({ muted = false }: { readonly muted?: boolean } = {}): Promise<void> {
    await this.#shown(this.#joinedRoom().publisher.start(muted));
  }

  /** Goes back to listening, or cancels {@link goOnStage}. Closes the microphone. */
  stepBack(): void {
    this.#room?.publisher.stop();
  }

  /** Mutes or unmutes on stage or on the way there; otherwise does nothing. */
  async setMuted(muted: boolean): Promise<void> {
    await this.#shown(this.#room?.publisher.setMuted(muted));
  }

  /**
   * Changes the microphone: at once on stage, without a gap; otherwise when it is opened.
   * @param deviceId - Undefined: the system's default.
   */
  async chooseMicrophone(deviceId: string | undefined): Promise<void> {
    const { publisher } = this.#room ?? {};
    await this.#shown(publisher?.chooseMicrophone(deviceId) ?? this.microphone.choose(deviceId));
  }

  /**
   * Changes the output that plays the room.
   * @param deviceId - Empty: the system's default.
   * @throws DOMException if the device is gone, or the browser lets no page choose (Safari)
   */
  async chooseOutput(deviceId: string): Promise<void> {
    await this.#shown(this.#joinedRoom().playback.setOutput(deviceId));
  }

  /** Starts the sound that the browser blocked, see `snapshot.audioBlocked`. Call it from a click. */
  async resumeAudio(): Promise<void> {
    await this.#shown(this.#room?.playback.resume());
  }

  /** Leaves at once, from any phase. A second call does nothing. */
  leave(): void {
    this.#left.abort();
    this.#room?.end('user');
    this.microphone.close();
    this.#report({ type: 'left', reason: 'user' });
  }

  async #enter<Answer extends JoinRoomResponse>(
    name: string,
    callApi: (signal: AbortSignal) => Promise<Admission<Answer>>,
  ): Promise<Answer> {
    if (this.snapshot.phase !== 'idle') {
      throw new Error('A RoomSession joins once. Make a new one to join again.');
    }
    this.#report({ type: 'joining', name });
    const { signal } = this.#left;
    try {
      const problem = listeningProblem();
      if (problem) throw problem;
      const [{ joined, hostKey, notice, closesAt }, sdk, { JoinedRoom }] = await Promise.all([
        callApi(signal).then((one) => ({ ...one, closesAt: closingTime(one.joined.room) })),
        this.#load(this.#loadSdk),
        this.#load(importJoinedRoom),
      ]);
      signal.throwIfAborted();
      const { room, participant } = joined;
      const { id, host } = participant;
      this.#report({ type: 'admitted', room, closesAt, id, host });
      if (notice) this.#report({ type: 'failed', error: notice });
      this.#room = new JoinedRoom({
        sdk,
        name,
        joined,
        hostKey,
        api: this.api,
        microphone: this.microphone,
        snapshot: () => this.snapshot,
        report: (fact) => this.#report(fact),
      });
      await this.#room.enter();
      signal.throwIfAborted();
      return joined;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toRoomError(thrown);
      this.#room?.end('failed', error);
      this.#report({ type: 'left', reason: 'failed', error });
      throw error;
    }
  }

  /** Runs a loader. Whatever it throws means that something did not load; what is loaded runs later. */
  async #load<T>(loader: () => Promise<T>): Promise<T> {
    try {
      return await loader();
    } catch (cause) {
      if (cause instanceof RoomError) throw cause;
      throw new RoomError('SDK_UNAVAILABLE', 'A part of the page did not load. Try again.', {
        cause,
      });
    }
  }

  /** Waits for what a caller asked for. A bug in it becomes an `UNEXPECTED_ERROR`, in the snapshot, too. */
  async #shown(work: Promise<void> | undefined): Promise<void> {
    try {
      await work;
    } catch (thrown) {
      if (isExpected(thrown)) throw thrown;
      const error = toRoomError(thrown);
      this.#report({ type: 'failed', error });
      throw error;
    }
  }

  #joinedRoom(): JoinedRoom {
    const { phase } = this.snapshot;
    if (this.#room && (phase === 'listening' || phase === 'speaking')) return this.#room;
    throw new Error(`Not in a room: the session is ${phase}. Wait for create() or join() first.`);
  }

  #report(fact: RoomFact): void {
    const before = this.#state.snapshot;
    this.#state = reduce(this.#state, fact);
    if (this.#state.snapshot !== before) this.dispatchEvent(new SessionChangeEvent());
  }
}

const importJoinedRoom = lazy(() => import('./joined-room.ts'), import.meta.url);
