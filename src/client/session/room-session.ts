import type { CreateRoomResponse, JoinRoomResponse, Role } from '../../api/schemas.ts';
import { listeningProblem } from '../media/browser-support.ts';
import { RoomError } from '../room-error.ts';
import { loadIvsSdk, type IvsSdkLoader } from '../stage/ivs-sdk.ts';
import { Microphone } from '../media/microphone.ts';
import { RoomApi } from '../api/room-api.ts';
import { RoomChangeEvent } from './session-change-event.ts';
import { initialState, reduce, type RoomFact } from './room-state.ts';
import type { RoomVisit } from './joined-room.ts';
import type { RoomSnapshot } from '../snapshot.ts';

export interface RoomSessionOptions {
  /** Default: the API on this page's own origin. */
  readonly api?: RoomApi;
  /** Brings the IVS SDK. Default: {@link loadIvsSdk}. */
  readonly loadSdk?: IvsSdkLoader;
  /** The microphone to speak with; a lobby may have opened it already. Default: a new one, opened on stage only. */
  readonly microphone?: Microphone;
}

export interface JoinOptions {
  readonly name: string;
  /**
   * Which token to ask for. A listener's is exchanged for a speaker's when going on stage, so that this only saves a
   * round trip. Default: listener; for `create`: speaker.
   */
  readonly role?: Role;
}

/**
 * One visit to one room, without any UI: a state machine `idle → joining → listening ⇄ speaking → left`. Methods ask;
 * what then happens at the stage moves the {@link snapshot}. A method's promise settles when what it asks for has
 * happened, and rejects with a {@link RoomError} if it can't, which is in `snapshot.error` too; or with an
 * `AbortError` where another call took it back. A session that has left is over: make a new one.
 *
 * @fires change - {@link RoomChangeEvent} for each new snapshot, never without one.
 */
export class RoomSession extends EventTarget {
  readonly api: RoomApi;
  readonly microphone: Microphone;
  readonly #loadSdk: IvsSdkLoader;
  #state = initialState;
  #visit: RoomVisit | undefined;
  readonly #left = new AbortController();

  constructor(options: RoomSessionOptions = {}) {
    super();
    this.api = options.api ?? new RoomApi();
    this.microphone = options.microphone ?? new Microphone();
    this.#loadSdk = options.loadSdk ?? loadIvsSdk;
  }

  /** All that can be shown: frozen, and the same object until something changes. */
  get snapshot(): RoomSnapshot {
    return this.#state.snapshot;
  }

  /** Begins to load what a join needs, once somebody shows intent, as by pointing at "join". Never rejects. */
  async preload(): Promise<void> {
    await Promise.allSettled([this.#loadSdk(), import('./joined-room.ts')]);
  }

  /**
   * Creates a room and joins it, as a listener until {@link goOnStage}.
   * @returns the API's answer; its `hostKey` is shown this once.
   */
  create({ name, role = 'speaker' }: JoinOptions): Promise<CreateRoomResponse> {
    return this.#enter(name, (signal) => this.api.create(name, role, { signal }));
  }

  /** Joins a room as a listener, whatever the role: nobody is asked for a microphone before {@link goOnStage}. */
  join(roomId: string, { name, role = 'listener' }: JoinOptions): Promise<JoinRoomResponse> {
    return this.#enter(name, (signal) => this.api.join(roomId, { name, role }, { signal }));
  }

  /**
   * Opens the microphone, asking for it where needed, and goes on stage.
   * Rejects with `MICROPHONE_…`, `INSECURE_CONTEXT`, `STAGE_FULL`, `PUBLISH_FAILED` or a code of the API; the person
   * then goes on listening.
   */
  async goOnStage({ muted = false }: { muted?: boolean } = {}): Promise<void> {
    await this.#inRoom().goOnStage(muted);
  }

  /** Goes back to listening, or gives up going on stage; the microphone's light goes out. */
  stepBack(): void {
    this.#visit?.stepBack();
  }

  /** Mutes or unmutes while on stage or on the way there; else does nothing. */
  async setMuted(muted: boolean): Promise<void> {
    await this.#visit?.setMuted(muted);
  }

  /** Speaks through another microphone, with no gap on stage; before that, from the next opening. */
  async chooseMicrophone(deviceId: string | undefined): Promise<void> {
    if (this.#visit) await this.#visit.chooseMicrophone(deviceId);
    else await this.microphone.choose(deviceId);
  }

  /** Plays through another output. Rejects where the device is gone or the browser offers no choice (Safari). */
  async chooseOutput(deviceId: string): Promise<void> {
    await this.#inRoom().setOutput(deviceId);
  }

  /** Starts the sound that autoplay had blocked; call it from a tap, while `snapshot.audioBlocked`. */
  async resumeAudio(): Promise<void> {
    await this.#visit?.resumeAudio();
  }

  /** Leaves at once: stage, microphone, sound and timers. From any phase, any number of times. */
  leave(): void {
    this.#left.abort();
    this.#visit?.end('user');
    this.microphone.close();
    this.#report({ type: 'left', reason: 'user' });
  }

  async #enter<Answer extends JoinRoomResponse>(
    name: string,
    admit: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    if (this.snapshot.phase !== 'idle') {
      throw new Error('A RoomSession joins once. Make a new one to join again.');
    }
    this.#report({ type: 'joining', name });
    const { signal } = this.#left;
    try {
      const problem = listeningProblem();
      if (problem) throw problem;
      const [admission, sdk, { RoomVisit }] = await Promise.all([
        admit(signal),
        this.#loadSdk(),
        import('./joined-room.ts'),
      ]);
      signal.throwIfAborted();
      const { room, participant } = admission;
      this.#report({ type: 'admitted', room, id: participant.id });
      this.#visit = new RoomVisit({
        sdk,
        name,
        admission,
        api: this.api,
        microphone: this.microphone,
        snapshot: () => this.snapshot,
        report: (fact) => this.#report(fact),
      });
      await this.#visit.enter();
      signal.throwIfAborted();
      return admission;
    } catch (cause) {
      signal.throwIfAborted();
      throw this.#fail(cause);
    }
  }

  #fail(cause: unknown): RoomError {
    const error =
      cause instanceof RoomError
        ? cause
        : new RoomError('SDK_UNAVAILABLE', 'A part of the page did not load. Reload it.', {
            cause,
          });
    const { code, message } = error;
    this.#visit?.end('failed', error);
    this.#report({ type: 'left', reason: 'failed', error: { code, message } });
    return error;
  }

  #inRoom(): RoomVisit {
    const { phase } = this.snapshot;
    if (this.#visit && (phase === 'listening' || phase === 'speaking')) return this.#visit;
    throw new Error(`Not in a room: the session is ${phase}. Wait for create() or join() first.`);
  }

  #report(fact: RoomFact): void {
    const before = this.#state.snapshot;
    this.#state = reduce(this.#state, fact);
    if (this.#state.snapshot !== before) this.dispatchEvent(new RoomChangeEvent());
  }
}
