import type { JoinRoomResponse, Participant, Role, Room } from '../../api/schemas.ts';
import { RoomError } from '../room-error.ts';
import type { RoomApi } from '../api/room-api.ts';
import { sleep } from '../sleep.ts';

/** What a token was given for. */
export interface Admission {
  readonly room: Room;
  readonly participant: Participant;
}

export interface TokenKeeperOptions {
  readonly api: RoomApi;
  readonly name: string;
  readonly admission: Admission;
  /** Each admission that replaces the one before, same participant or not. */
  readonly onAdmission: (admission: Admission) => void;
  /** Takes a renewed token to the stage. */
  readonly exchange: (token: string) => Promise<void>;
}

// The browser's longest timer; a token lives 14 days at most, so that this is never cut short in practice.
const LONGEST_TIMER_MS = 2 ** 31 - 1;
// What a join takes on a slow network.
const STALE_MS = 10_000;
const RETRY_RENEWAL_MS = 30_000;

/** Holds the participant's token, renews it before its time is over, and gets a better one when going on stage. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #admission: Admission;
  #receivedAt = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: Promise<void> | undefined;
  readonly #abort = new AbortController();

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    this.#admission = options.admission;
    this.#schedule();
  }

  get token(): string {
    return this.#admission.participant.token;
  }

  get mayPublish(): boolean {
    return this.#admission.participant.capabilities.includes('PUBLISH');
  }

  /** Its time is over, or nearly: a stage would refuse it. */
  get stale(): boolean {
    const life = this.#lifeMs();
    return Date.now() - this.#receivedAt > life - Math.min(STALE_MS, life / 10);
  }

  /** Sees to a token that may publish now, without a new connection. */
  async promote(): Promise<void> {
    if (!this.mayPublish || this.stale) await this.renew('speaker');
  }

  /** Gets a token for the same participant and takes it to the stage; one renewal at a time. */
  async renew(role: Role = this.#role()): Promise<void> {
    await this.#renewal?.catch(() => {});
    this.#renewal = this.#fetch(role, this.token).then(() => this.#options.exchange(this.token));
    await this.#renewal.finally(() => (this.#renewal = undefined));
  }

  /** A token for a new link: for the same participant, or for a new one where this one's time is over. */
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
    this.#abort.abort();
  }

  #role(): Role {
    return this.mayPublish ? 'speaker' : 'listener';
  }

  async #fetch(role: Role, token: string | undefined): Promise<void> {
    const { api, name, onAdmission } = this.#options;
    const request = { name, role, ...(token !== undefined && { token }) };
    const { signal } = this.#abort;
    const answer: JoinRoomResponse = await api.join(this.#admission.room.id, request, { signal });
    signal.throwIfAborted();
    this.#admission = answer;
    this.#receivedAt = Date.now();
    this.#schedule();
    onAdmission(answer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { room, participant } = this.#admission;
    // A token that ends with the room can't get a later end.
    if (Date.parse(participant.expiresAt) >= Date.parse(room.expiresAt)) return;
    // At 80 to 90 % of its life: time for retries, and a crowd that came together does not renew together.
    const delay = this.#lifeMs() * (0.8 + Math.random() / 10);
    this.#timer = setTimeout(() => void this.#renewInTime(), Math.min(delay, LONGEST_TIMER_MS));
  }

  async #renewInTime(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted && !this.stale) {
      try {
        await this.renew();
        return;
      } catch {
        // The room goes on with the old token for now; where the stage refused the new one, the link has ended itself.
        await sleep(RETRY_RENEWAL_MS, signal).catch(() => {});
      }
    }
  }

  /** From the server's times alone: the visitor's clock may be hours off. It counts the time since, sleep included. */
  #lifeMs(): number {
    const { token, expiresAt } = this.#admission.participant;
    try {
      const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
      const { iat, exp } = JSON.parse(atob(payload)) as { iat: number; exp: number };
      if (exp > iat) return (exp - iat) * 1000;
    } catch {
      // Not one of our tokens: the clock has to do.
    }
    return Date.parse(expiresAt) - Date.now();
  }
}
