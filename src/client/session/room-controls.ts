import type { Room, RoomDetails } from '../../api/schemas.ts';
import { RoomCalls } from '../api/host-calls.ts';
import type { RoomApi } from '../api/room-api.ts';
import type { HostAsk } from '../snapshot.ts';
import { HostControls, type HostControlsOptions } from './host-controls.ts';
import type { MicrophonePublisher } from './microphone-publisher.ts';
import { whileVisible } from './while-visible.ts';

export interface RoomControlsOptions extends HostControlsOptions {
  readonly api: RoomApi;
  readonly room: Room;
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
export class RoomControls extends HostControls {
  readonly #options: RoomControlsOptions;
  readonly #watchers = new Set<symbol>();
  readonly #obeyed = new Set<string>();
  #stopReading: (() => void) | undefined;
  #handIsUp = false;
  /** When the newest answer was given, by the server's time. */
  #latest = '';
  #id: string;
  /** The id of this person's participant before, which was taken off the stage by force. */
  #formerId: string | undefined;

  /** @internal */
  constructor(options: RoomControlsOptions) {
    super(new RoomCalls(options.api, options.room.id), options);
    this.#options = options;
    this.#id = options.snapshot().self?.id ?? '';
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

  /** If this person came back as another participant, reads who took the one before off the stage. @internal */
  async joinedAs(id: string): Promise<void> {
    if (id === this.#id) return;
    [this.#formerId, this.#id] = [this.#id, id];
    await this.read();
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
    const details = await this.calls.setHand(tokens.token, id, raised);
    this.#handIsUp = raised;
    this.follow(details);
    this.#update();
  }

  /** Reads the room while somebody looks, or waits with a raised hand. */
  #update(): void {
    const wanted = this.#watchers.size > 0 || this.#handIsUp;
    if (!wanted) this.#stopReading?.();
    if (!wanted) this.#stopReading = undefined;
    else {
      this.#stopReading ??= whileVisible((signal) => this.read(signal), {
        waitMs: 0,
        everyMs: WATCH_MS,
        onFailure: this.#options.onFailure,
      });
    }
  }

  /** @internal */
  protected override async read(signal = new AbortController().signal): Promise<void> {
    this.follow(await this.#options.read(signal));
  }

  async #obey(ask: HostAsk['ask']): Promise<void> {
    const { publisher, tokens } = this.#options;
    if (ask === 'mute') return publisher().setMuted(true);
    publisher().stop();
    await tokens.demote();
  }

  /** @internal */
  protected override follow(details: RoomDetails): void {
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
      const isFormer = id === this.#formerId && ask === 'step-back';
      if (!(id === self?.id || isFormer) || this.#obeyed.has(known)) continue;
      this.#obeyed.add(known);
      const name = hosts.find((host) => host.id === by)?.name;
      report({ type: 'host-asked', ask: { ask, by: name, askedAt } });
      this.#obey(ask).catch(onFailure);
    }
  }
}

/** An API of an older version tells only of the room. */
const isCurrent = (details: Partial<RoomDetails>): boolean => details.hands !== undefined;
