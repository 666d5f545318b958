import type { RoomDetails, RoomForHosts } from '../../api/schemas.ts';
import { closingTime } from '../api/closing-time.ts';
import type { RoomCalls } from '../api/host-calls.ts';
import type { RoomChanges } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import type { RoomSnapshot } from '../snapshot.ts';
import type { RoomFact } from './room-fact.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { randomKey } from './visitor.ts';

export interface HostControlsOptions {
  readonly tokens: TokenKeeper;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
}

/**
 * What hosts can do. Each method rejects with a {@link RoomError}: `NOT_HOST` if this person is no host, or no more;
 * `API_OUTDATED` if the API is of a version without hosts. Each can be repeated.
 */
export abstract class HostControls {
  /** @internal */
  protected readonly calls: RoomCalls;
  readonly #options: HostControlsOptions;
  #nextHostKey: string | undefined;

  /** @internal */
  constructor(calls: RoomCalls, options: HostControlsOptions) {
    this.calls = calls;
    this.#options = options;
  }

  /** Takes over what the API says about the people of the room. @internal */
  protected abstract follow(details: RoomDetails): void;

  /** Reads the room. @internal */
  protected abstract read(): Promise<void>;

  /** The key with which this person is a host; give it to others to make them hosts. Undefined if it is no host. */
  get hostKey(): string | undefined {
    return this.#options.tokens.hostKey;
  }

  /** Changes the room. */
  async changeRoom(settings: RoomChanges): Promise<void> {
    this.#followRoom(await this.#asHost((key) => this.calls.change(key, settings)));
    await this.read();
  }

  /**
   * Makes the host links worthless that there are, and keeps this person a host.
   * @returns the new host key
   */
  async replaceHostKey(): Promise<string> {
    // The same one until there is an answer: the room may have it already.
    const hostKey = (this.#nextHostKey ??= randomKey());
    await this.#asHost((key) => this.calls.change(key, { hostKey }));
    this.#nextHostKey = undefined;
    await this.#options.tokens.changeHostKey(hostKey);
    return hostKey;
  }

  /** Ends the room for everybody. */
  async endRoom(): Promise<void> {
    await this.#asHost((key) => this.calls.end(key)).catch(ignoreGone);
  }

  /** Lets somebody go on stage, whose hand is lowered. */
  async invite(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key) => this.calls.invite(key, participantId)));
  }

  /** Takes somebody off the stage until they are invited, or an invitation back; by force after 3 s. */
  async takeOffStage(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key, by) => this.calls.takeOffStage(key, participantId, by)));
  }

  /** Asks somebody to mute. Their page does it, if it reads the room. */
  async askToMute(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key, by) => this.calls.askToMute(key, participantId, by)));
  }

  /** Lowers somebody's hand. */
  async lowerHandOf(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key) => this.calls.setHand(key, participantId, false)));
  }

  /** Lowers all hands. */
  async lowerHands(): Promise<void> {
    this.follow(await this.#asHost((key) => this.calls.lowerHands(key)));
  }

  /** Takes the right to write and react from somebody. */
  async silence(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key) => this.calls.silence(key, participantId, true)));
  }

  /** Lets somebody write and react again. */
  async unsilence(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key) => this.calls.silence(key, participantId, false)));
  }

  /** Removes somebody from the room, until {@link letInAgain}. */
  async remove(participantId: string): Promise<void> {
    this.follow(await this.#asHost((key, by) => this.calls.remove(key, participantId, by)));
  }

  /** Lets somebody in again who was removed. */
  async letInAgain(participantId: string): Promise<void> {
    this.#followRoom(await this.#asHost((key) => this.calls.letInAgain(key, participantId)));
  }

  /** Reads who was removed, into `snapshot.removed`. */
  async readRemoved(): Promise<void> {
    this.#followRoom(await this.#asHost((key) => this.calls.change(key, {})));
  }

  /** @param call - Gets the host key, and the id of this participant, which tells others who did it. */
  async #asHost<T>(call: (hostKey: string, by: string) => Promise<T>): Promise<T> {
    const { tokens, snapshot } = this.#options;
    const { hostKey } = tokens;
    if (hostKey === undefined) {
      throw new RoomError('NOT_HOST', 'Only a host can do this. Join with the host key.');
    }
    return call(hostKey, snapshot().self?.id ?? '');
  }

  #followRoom({ room, removed }: RoomForHosts): void {
    this.#options.report({ type: 'room-read', room, closesAt: closingTime(room) });
    this.#options.report({ type: 'removed-read', removed });
  }
}

function ignoreGone(error: unknown): void {
  const { code } = error as Partial<RoomError>;
  if (code !== 'ROOM_NOT_FOUND' && code !== 'ROOM_ENDED') throw error;
}
