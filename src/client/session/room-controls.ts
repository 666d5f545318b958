import type { Room, RoomDetails } from '../../api/schemas.ts';
import { RoomCalls } from '../api/host-calls.ts';
import { closingTime } from '../api/closing-time.ts';
import type { RoomApi } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import type { HostAsk, RoomSnapshot } from '../snapshot.ts';
import type { MicrophonePublisher } from './microphone-publisher.ts';
import type { RoomFact } from './room-fact.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { randomKey } from './visitor.ts';
import { whileVisible } from './while-visible.ts';

/** What a host can change of a room. What is left out stays. */
export interface RoomSettings {
  /** At most 80 characters. Empty: no title. */
  readonly title?: string;
  /** Who may go on stage: everybody, or hosts and whom they invite. */
  readonly stage?: 'open' | 'invited';
  /** Whether only hosts and those who are in the room already get in. */
  readonly locked?: boolean;
}

export interface RoomControlsOptions {
  readonly api: RoomApi;
  readonly room: Room;
  readonly tokens: TokenKeeper;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
  /** Reads the room and reports it. */
  readonly read: (signal: AbortSignal) => Promise<RoomDetails>;
  readonly publisher: () => Pick<MicrophonePublisher, 'setMuted' | 'stop'>;
  readonly onFailure: (thrown: unknown) => void;
}

const WATCH_MS = 5_000;

/**
 * Hands, invitations and what hosts can do. Each method rejects with a {@link RoomError}: `NOT_HOST` if this person is no
 * host, or no more; `API_OUTDATED` if the API is of a version without hosts. Each can be repeated.
 */
export class RoomControls {
  readonly #options: RoomControlsOptions;
  readonly #calls: RoomCalls;
  readonly #watchers = new Set<symbol>();
  readonly #obeyed = new Set<string>();
  #stopReading: (() => void) | undefined;
  #handIsUp = false;
  /** When the newest answer was given, by the server's time. */
  #latest = '';
  #nextHostKey: string | undefined;

  /** @internal */
  constructor(options: RoomControlsOptions) {
    this.#options = options;
    this.#calls = new RoomCalls(options.api, options.room.id);
  }

  /** The key with which this person is a host; give it to others to make them hosts. Undefined if it is no host. */
  get hostKey(): string | undefined {
    return this.#options.tokens.hostKey;
  }

  /**
   * Keeps `snapshot.people` up to date, by a request every 5 s while the page is visible. Call it while the people are
   * shown, and not otherwise.
   * @returns a function that ends it
   */
  watch(): () => void {
    const watcher = Symbol('watcher');
    this.#watchers.add(watcher);
    this.#update();
    return () => {
      this.#watchers.delete(watcher);
      this.#update();
    };
  }

  /** Asks to speak. While the hand is raised, the room is read every 5 s, so that an invitation is noticed. */
  async raiseHand(): Promise<void> {
    await this.#setHand(true);
  }

  /** Lowers this person's hand, or declines an invitation. */
  async lowerHand(): Promise<void> {
    await this.#setHand(false);
  }

  /** Changes the room. For hosts. */
  async changeRoom(settings: RoomSettings): Promise<void> {
    const { room } = await this.#asHost((key) => this.#calls.change(key, settings));
    this.#options.report({ type: 'room-read', room, closesAt: closingTime(room) });
    await this.#read();
  }

  /**
   * Makes the host links worthless that there are, and keeps this person a host. For hosts.
   * @returns the new host key
   */
  async replaceHostKey(): Promise<string> {
    // The same one until there is an answer: the room may have it already.
    const hostKey = (this.#nextHostKey ??= randomKey());
    await this.#asHost((key) => this.#calls.change(key, { hostKey }));
    this.#nextHostKey = undefined;
    await this.#options.tokens.changeHostKey(hostKey);
    return hostKey;
  }

  /** Ends the room for everybody. For hosts. */
  async endRoom(): Promise<void> {
    await this.#asHost((key) => this.#calls.end(key)).catch(ignoreGone);
  }

  /** Lets somebody go on stage, whose hand is lowered. For hosts. */
  async invite(participantId: string): Promise<void> {
    this.#follow(await this.#asHost((key) => this.#calls.allowOnStage(key, participantId, true)));
  }

  /** Takes somebody off the stage until they are invited, or an invitation back; by force after 3 s. For hosts. */
  async takeOffStage(participantId: string): Promise<void> {
    this.#follow(await this.#asHost((key) => this.#calls.allowOnStage(key, participantId, false)));
  }

  /** Asks somebody to mute. Their page does it, if it reads the room. For hosts. */
  async askToMute(participantId: string): Promise<void> {
    const by = this.#options.snapshot().self?.id ?? '';
    this.#follow(await this.#asHost((key) => this.#calls.askToMute(key, participantId, by)));
  }

  /** Removes somebody from the room, for good. For hosts. */
  async remove(participantId: string): Promise<void> {
    this.#follow(await this.#asHost((key) => this.#calls.remove(key, participantId)));
  }

  /** Lowers somebody's hand. For hosts. */
  async lowerHandOf(participantId: string): Promise<void> {
    this.#follow(await this.#asHost((key) => this.#calls.setHand(key, participantId, false)));
  }

  /** @internal */
  stop(): void {
    this.#watchers.clear();
    this.#handIsUp = false;
    this.#update();
  }

  async #setHand(raised: boolean): Promise<void> {
    const { tokens, snapshot } = this.#options;
    const id = snapshot().self?.id ?? '';
    const details = await this.#calls.setHand(tokens.token, id, raised);
    this.#handIsUp = raised;
    this.#follow(details);
    this.#update();
  }

  async #asHost<T>(call: (hostKey: string) => Promise<T>): Promise<T> {
    const { hostKey } = this.#options.tokens;
    if (hostKey === undefined) {
      throw new RoomError('NOT_HOST', 'Only a host can do this. Join with the host key.');
    }
    return call(hostKey);
  }

  /** Reads the room while somebody looks, or waits with a raised hand. */
  #update(): void {
    const wanted = this.#watchers.size > 0 || this.#handIsUp;
    if (!wanted) this.#stopReading?.();
    if (!wanted) this.#stopReading = undefined;
    else {
      this.#stopReading ??= whileVisible((signal) => this.#read(signal), {
        waitMs: 0,
        everyMs: WATCH_MS,
        onFailure: this.#options.onFailure,
      });
    }
  }

  async #read(signal = new AbortController().signal): Promise<void> {
    this.#follow(await this.#options.read(signal));
  }

  async #obey(ask: HostAsk['ask']): Promise<void> {
    const { publisher, tokens } = this.#options;
    if (ask === 'mute') return publisher().setMuted(true);
    publisher().stop();
    await tokens.demote();
  }

  #follow(details: RoomDetails): void {
    const { snapshot, report, onFailure } = this.#options;
    // An answer from a cache may be older than what is known: a hand that was raised since is not in it.
    if (!isCurrent(details) || details.now < this.#latest) return;
    this.#latest = details.now;
    const { hands, invited, audience, hosts, asks } = details;
    report({ type: 'people-read', people: { hands, invited, audience, silenced: [] } });
    const { self, handPlace } = snapshot();
    if (handPlace === undefined && this.#handIsUp) {
      this.#handIsUp = false;
      this.#update();
    }
    for (const { id, ask, by, askedAt } of asks) {
      const known = `${ask} ${askedAt}`;
      if (id !== self?.id || this.#obeyed.has(known)) continue;
      this.#obeyed.add(known);
      const name = hosts.find((host) => host.id === by)?.name;
      report({ type: 'host-asked', ask: { ask, by: name, askedAt } });
      this.#obey(ask).catch(onFailure);
    }
  }
}

/** An API of an older version tells only of the room. */
const isCurrent = (details: Partial<RoomDetails>): boolean => details.hands !== undefined;

function ignoreGone(error: unknown): void {
  const { code } = error as Partial<RoomError>;
  if (code !== 'ROOM_NOT_FOUND' && code !== 'ROOM_ENDED') throw error;
}
