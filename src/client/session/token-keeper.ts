import { MAX_CLOCK_AHEAD_SECONDS } from '../../api/limits.ts';
import type { JoinRoomResponse, Role } from '../../api/schemas.ts';
import type { JoinRequest, RoomApi } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import { sleep } from '../sleep.ts';
import { withLess } from './admission.ts';
import { storeHostKey, visitorKey } from './visitor.ts';

export interface TokenKeeperOptions {
  readonly api: RoomApi;
  readonly name: string;
  /** The API's answer with the first token. */
  readonly joined: JoinRoomResponse;
  /** The key with which this person is a host. */
  readonly hostKey: string | undefined;
  /** Called when there is another host key. Undefined: this person is a host no more. */
  readonly onHostKey: (hostKey: string | undefined) => void;
  /** Called when this person may no longer be on stage, before the token says so. */
  readonly onStageClosed: () => void;
  /** Called with each answer that brings another token; it may be for another participant. */
  readonly onJoined: (joined: JoinRoomResponse) => void;
  /** Called when a renewal in the background fails. It is tried again. */
  readonly onFailure: (thrown: unknown) => void;
  /** Hands a renewed token to the stage. */
  readonly exchange: (token: string) => Promise<void>;
  /** Called if the renewed token is for another participant, which takes a new connection. */
  readonly reconnect: () => void;
}

// The longest delay of a browser's timer, 24.8 days. Tokens live for 14 days at most.
const LONGEST_TIMER_MS = 2 ** 31 - 1;
// How long a join may take on a slow network.
const STALE_MS = 10_000;
const RETRY_RENEWAL_MS = 30_000;

/** Holds the participant's token. Renews it before it expires, and gets one that may publish when it is needed. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #stopped = new AbortController();
  #joined: JoinRoomResponse;
  #hostKey: string | undefined;
  #doubtful = false;
  #receivedAt = performance.now();
  #receivedByClock = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: Promise<void> | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    this.#joined = options.joined;
    this.#hostKey = options.hostKey;
    this.#schedule();
  }

  get token(): string {
    return this.#joined.participant.token;
  }

  get hostKey(): string | undefined {
    return this.#hostKey;
  }

  get mayPublish(): boolean {
    return this.#joined.participant.capabilities.includes('PUBLISH');
  }

  /** Whether the stage or the SDK would refuse the token, because it has expired or is about to. */
  get stale(): boolean {
    if (this.#doubtful) return true;
    const life = this.#lifeMs();
    // The stage goes by its own clock, the SDK by this machine's, which may have jumped.
    const age = Math.max(performance.now() - this.#receivedAt, Date.now() - this.#receivedByClock);
    return age > life - Math.min(STALE_MS, life / 10);
  }

  /** If this machine's clock is so far ahead that the SDK refuses every token, the error that says so. */
  get clockError(): RoomError | undefined {
    const serverNow = Date.parse(this.#joined.room.now) + performance.now() - this.#receivedAt;
    const ahead = Math.round((Date.now() - serverNow) / 1000);
    if (ahead < MAX_CLOCK_AHEAD_SECONDS) return undefined;
    return new RoomError(
      'CLOCK_WRONG',
      `The clock of this machine is ${ahead} s ahead of the server's, and the IVS SDK takes it for right. Correct it.`,
    );
  }

  /** The stage refused this participant. Only the API can tell whether there is a place for this person all the same. */
  doubt(): void {
    this.#doubtful = true;
  }

  /** There is a new host key. Others see this person as a host once the token is renewed. */
  async changeHostKey(hostKey: string): Promise<void> {
    this.#setHostKey(hostKey);
    await this.renew();
  }

  /** Makes sure that the token may publish, without reconnecting. */
  async promote(): Promise<void> {
    if (!this.mayPublish || this.stale) await this.#renew({ role: 'speaker', required: true });
  }

  /** Gives the right to publish back, without reconnecting. */
  async demote(): Promise<void> {
    if (this.mayPublish) await this.#renew({ role: 'listener' });
  }

  /** Gets a new token for the same participant and hands it to the stage. */
  renew(): Promise<void> {
    return this.#renew({ role: this.#role() });
  }

  /** Renewals run one after the other. @param required - Fails if the role is refused, instead of going on with less. */
  async #renew({ role, required }: { role: Role; required?: boolean }): Promise<void> {
    await this.#renewal?.catch(() => {}); // whoever started it handles its failure
    const { id } = this.#joined.participant;
    const { exchange, reconnect } = this.#options;
    this.#renewal = this.#fetch(role, this.token, required).then(() =>
      this.#joined.participant.id === id ? exchange(this.token) : reconnect(),
    );
    await this.#renewal.finally(() => (this.#renewal = undefined));
  }

  /** Gets a token for a new connection. If this one can't be renewed, it is for a new participant. */
  async replace(): Promise<void> {
    try {
      await this.#fetch(this.#role(), this.token);
    } catch (error) {
      if (!(error instanceof RoomError) || error.code !== 'TOKEN_REFUSED') throw error;
      await this.#fetch(this.#role(), undefined);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  #role(): Role {
    return this.mayPublish ? 'speaker' : 'listener';
  }

  async #fetch(role: Role, token: string | undefined, required = false): Promise<void> {
    const { api, name, onJoined, onStageClosed } = this.#options;
    const roomId = this.#joined.room.id;
    const { signal } = this.#stopped;
    const hostKey = this.#hostKey;
    const known = token === undefined ? { visitor: await visitorKey(roomId) } : { token };
    const request = { name, role, ...known, ...(hostKey !== undefined && { hostKey }) };
    // Whoever wants to go on stage is told why not; whoever was there goes on listening.
    const send = (less: JoinRequest) => api.join(roomId, less, { signal });
    const [answer, refusals] = await withLess(request, send, required);
    signal.throwIfAborted();
    if (refusals.has('NOT_HOST')) this.#setHostKey(undefined);
    if (refusals.has('STAGE_BY_INVITATION')) onStageClosed();
    this.#joined = answer;
    this.#doubtful = false;
    this.#receivedAt = performance.now();
    this.#receivedByClock = Date.now();
    this.#schedule();
    onJoined(answer);
  }

  #setHostKey(hostKey: string | undefined): void {
    this.#hostKey = hostKey;
    storeHostKey(this.#joined.room.id, hostKey);
    this.#options.onHostKey(hostKey);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { room, participant } = this.#joined;
    // A token that expires with the room can't be prolonged.
    if (Date.parse(participant.expiresAt) >= Date.parse(room.expiresAt)) return;
    // At 80 to 90 % of its life: there is time for retries, and people who joined together renew at different times.
    const delay = this.#lifeMs() * (0.8 + Math.random() / 10);
    this.#timer = setTimeout(() => void this.#renewInTime(), Math.min(delay, LONGEST_TIMER_MS));
  }

  async #renewInTime(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted && !this.stale) {
      try {
        await this.renew();
        return;
      } catch (thrown) {
        // The old token still works. If the stage refused the new one, the SDK has left and the session reconnects.
        this.#options.onFailure(thrown);
        await sleep(RETRY_RENEWAL_MS, signal).catch(() => {}); // rejects only if stopped
      }
    }
  }

  /** By the server's own times, because the clock of this machine may be hours off. */
  #lifeMs(): number {
    const { room, participant } = this.#joined;
    return Date.parse(participant.expiresAt) - Date.parse(room.now);
  }
}
