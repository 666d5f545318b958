import type { OpenChannelResponse } from '../../api/channel-schemas.ts';
import { Backoff } from '../backoff.ts';
import type { RoomError } from '../room-error.ts';
import { sleep } from '../sleep.ts';
import type { RoomChannelSnapshot, RoomSnapshot } from '../snapshot.ts';
import { spreadMs } from '../spread.ts';
import { ChatLink, type ChatLinkHandlers } from './chat-link.ts';
import { loadChatSdk } from './chat-sdk.ts';

export type ChannelState = RoomChannelSnapshot['state'];

export interface ChannelConnectorOptions extends Omit<ChatLinkHandlers, 'onLost'> {
  /** Asks the API for a token, which is good for one connection. */
  readonly open: (signal: AbortSignal) => Promise<OpenChannelResponse>;
  readonly snapshot: () => RoomSnapshot;
  readonly onState: (state: ChannelState) => void;
  readonly onFailure: (thrown: unknown) => void;
}

// How long a connection may take before the room counts as without its channel.
const PATIENCE_MS = 5_000;
// The longest delay of a browser's timer.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps the channel connected while it is started: again and again with growing pauses, and before its session ends. Where
 * it can, it makes the next connection before it ends the one before, so that nothing is missed.
 */
export class ChannelConnector {
  readonly #options: ChannelConnectorOptions;
  #state: ChannelState = 'absent';
  #running: AbortController | undefined;
  #backoff: Backoff | undefined;
  #link: ChatLink | undefined;
  #grant: OpenChannelResponse | undefined;
  #renew: ((withinMs: number) => void) | undefined;
  #renewWithinMs: number | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ChannelConnectorOptions) {
    this.#options = options;
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** The connection that there is. */
  get link(): ChatLink | undefined {
    return this.#link;
  }

  /** What the API said to the last connection. */
  get grant(): OpenChannelResponse | undefined {
    return this.#grant;
  }

  /** Connects. If it does already, nothing happens. */
  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#backoff = new Backoff(signal);
    this.#setState('connecting');
    this.#keepConnected(this.#backoff, signal).catch((thrown: unknown) => {
      if (!signal.aborted) this.#options.onFailure(thrown);
    });
  }

  /** Ends a pause between two tries. */
  hurry(): void {
    this.#backoff?.skip();
  }

  /** Disconnects. {@link start} connects again. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#end();
  }

  /** Connects anew with another token. @param atOnce - Otherwise not together with everybody else in the room. */
  renew(atOnce: boolean): void {
    this.#renewWithinMs = atOnce ? 0 : this.#spread();
    this.#renew?.(this.#renewWithinMs);
  }

  async #keepConnected(backoff: Backoff, signal: AbortSignal): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        const { lost } = await this.#connect(signal);
        tries = 0;
        await this.#reasonToRenew(lost, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        const { code } = thrown as Partial<RoomError>;
        if (isFinal(code)) {
          this.#end();
          return;
        }
        this.#options.onFailure(thrown);
        await backoff.pause(tries);
      }
    }
  }

  async #connect(signal: AbortSignal): Promise<{ lost: Promise<void> }> {
    const { open, onMessage, onEvent, onDeleted } = this.#options;
    this.#renewWithinMs = undefined;
    const [sdk, grant] = await Promise.all([loadChatSdk(), open(signal)]);
    signal.throwIfAborted();
    let lose = (): void => {};
    const lost = new Promise<void>((resolve) => (lose = resolve));
    const onLost = (): void => {
      if (this.#link === link) {
        this.#link = undefined;
        this.#setState('connecting');
      }
      lose();
    };
    const handlers = { onMessage, onEvent, onDeleted, onLost };
    const link = new ChatLink(sdk, grant.endpoint, grant.token, handlers);
    await link.open(signal);
    this.#link?.retire();
    [this.#link, this.#grant] = [link, grant];
    this.#setState('connected');
    return { lost };
  }

  /** Waits until the connection is lost, its session is about to end, or somebody asks for another one. */
  async #reasonToRenew(lost: Promise<void>, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const due = new AbortController();
    const end = () => due.abort();
    const within = (ms: number) => void sleep(ms, due.signal).then(end, () => {}); // rejects only if aborted
    signal.addEventListener('abort', end);
    this.#renew = within;
    if (this.#renewWithinMs !== undefined) within(this.#renewWithinMs);
    within(this.#sessionMs());
    void lost.then(() => within(this.#spread()));
    await new Promise((resolve) => due.signal.addEventListener('abort', resolve));
    this.#renew = undefined;
    signal.removeEventListener('abort', end);
    signal.throwIfAborted();
  }

  /** How long to use a session, by the server's times: the clock of this machine may be wrong. */
  #sessionMs(): number {
    const { room, closesAt } = this.#options.snapshot();
    const ends = Date.parse(this.#grant?.sessionExpiresAt ?? '');
    const closes = Date.parse(room?.expiresAt ?? '');
    // Nothing comes after a session that ends with the room.
    if (closesAt === undefined || !(ends < closes)) return LONGEST_TIMER_MS;
    const life = closesAt - performance.now() - (closes - ends);
    return Math.min(Math.max(life, 0) * (0.8 + Math.random() / 10), LONGEST_TIMER_MS);
  }

  #spread(): number {
    return Math.random() * spreadMs(this.#options.snapshot().listeners);
  }

  #end(): void {
    this.#link?.close();
    this.#link = undefined;
    this.#setState('absent');
  }

  #setState(state: ChannelState): void {
    clearTimeout(this.#patience);
    this.#patience =
      state === 'connecting' ? setTimeout(() => this.#setState('lost'), PATIENCE_MS) : undefined;
    this.#state = state;
    this.#options.onState(state);
  }
}

/** Whether the room has no channel, or this participant no place in it any more. */
const isFinal = (code: string | undefined): boolean =>
  [
    ...['CHANNEL_OFF', 'NOT_FOUND', 'METHOD_NOT_ALLOWED'],
    ...['ROOM_NOT_FOUND', 'ROOM_ENDED', 'REMOVED'],
  ].includes(code ?? '');
