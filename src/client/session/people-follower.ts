import type { ChannelEvent } from '../../api/channel.ts';
import type { RoomDetails } from '../../api/schemas.ts';
import { spreadMs } from '../spread.ts';
import type { HostAsk, RoomSnapshot } from '../snapshot.ts';
import type { RoomFact } from './room-fact.ts';
import { whileVisible } from './while-visible.ts';

export interface PeopleFollowerOptions {
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
  /** Reads the room and reports it. */
  readonly read: (signal: AbortSignal) => Promise<RoomDetails>;
  /** Does what a host asks this participant. */
  readonly obey: (ask: HostAsk['ask']) => Promise<void>;
  readonly onFailure: (thrown: unknown) => void;
}

const READ_MS = 5_000;
// More than that were missed by whoever was away, and reads the room.
const MOST_MISSED = 50;

/**
 * Knows the people of a room by the events of its channel, and reads them each 5 s for whoever looks at them, since nothing
 * tells who listens. For a raised hand it reads the room once, again when an event was missed, and each 5 s while the room
 * has no channel or can't reach it.
 */
export class PeopleFollower {
  readonly #options: PeopleFollowerOptions;
  readonly #watchers = new Set<symbol>();
  readonly #obeyed = new Set<string>();
  /** The versions that no event has led to yet, although there was one to a later version. */
  readonly #missed = new Set<number>();
  #stopReading: (() => void) | undefined;
  #handIsUp = false;
  #outdated = true;
  /** Whether something about this participant was missed, which is worth a request although nobody looks. */
  #urgent = false;
  /** When the newest answer was given, by the server's time. */
  #latest = '';
  /** The version of the room that is known. */
  #version: number | undefined;
  #id: string;
  /** The id of this person's participant before, which was taken off the stage by force. */
  #formerId: string | undefined;

  constructor(options: PeopleFollowerOptions) {
    this.#options = options;
    this.#id = options.snapshot().self?.id ?? '';
  }

  /** Keeps the people up to date. @returns a function that ends it */
  watch(): () => void {
    const watcher = Symbol('watcher');
    this.#watchers.add(watcher);
    this.#outdated = true;
    this.#update();
    return () => {
      this.#watchers.delete(watcher);
      this.#update();
    };
  }

  /** This participant has raised or lowered its hand. @param details - What the API answered. */
  setHand(raised: boolean, details: RoomDetails): void {
    this.#handIsUp = raised;
    this.follow(details);
    this.#update();
  }

  /** If this person came back as another participant, reads who took the one before off the stage. */
  async joinedAs(id: string): Promise<void> {
    if (id === this.#id) return;
    [this.#formerId, this.#id] = [this.#id, id];
    await this.read();
  }

  /** The channel is connected now, or no more. */
  channelChanged(): void {
    // Nobody knows what was told while it was not connected.
    if (this.#options.snapshot().channel.state === 'connected') this.#outdated = true;
    this.#update();
  }

  async read(signal = new AbortController().signal): Promise<void> {
    this.follow(await this.#options.read(signal));
  }

  /** Takes over what the API says. */
  follow(details: RoomDetails): void {
    // An answer from a cache may be older than what is known: a hand that was raised since is not in it.
    if (!isCurrent(details) || details.now < this.#latest) return;
    if (details.version < (this.#version ?? 0)) return;
    this.#latest = details.now;
    this.#version = details.version;
    this.#missed.clear();
    this.#outdated = this.#urgent = false;
    const { hands, invited, audience, silenced, hosts, asks } = details;
    this.#options.report({ type: 'people-read', people: { hands, invited, audience, silenced } });
    this.#seeHand();
    for (const { id, ask, by, askedAt } of asks) {
      this.#followAsk(id, { ask, askedAt, by: hosts.find((host) => host.id === by)?.name });
    }
  }

  /** Takes over what the channel tells. @param sentAt - By the server's time: ISO 8601. */
  apply(event: ChannelEvent, sentAt: string): void {
    const { name, version, attributes } = event;
    const before = this.#version ?? version - 1;
    if (version > before) {
      if (version - before > MOST_MISSED) this.#missed.clear();
      else for (let missed = before + 1; missed < version; missed++) this.#missed.add(missed);
      this.#outdated ||= version > before + 1;
      this.#version = version;
      this.#options.report({ type: 'told', event, sentAt });
      this.#seeHand();
    } else if (this.#missed.has(version)) {
      this.#urgent ||= 'id' in attributes && attributes.id === this.#id;
    }
    if (name === 'mute-asked') {
      const { id, askedAt, byName: by } = event.attributes;
      this.#followAsk(id, { ask: 'mute', askedAt, by });
    } else if (name === 'step-back-asked') {
      const { id, askedAt, by } = event.attributes;
      const host = this.#options.snapshot().room?.hosts.find((one) => one.id === by);
      this.#followAsk(id, { ask: 'step-back', askedAt, by: host?.name });
    }
    this.#update();
  }

  stop(): void {
    this.#watchers.clear();
    this.#handIsUp = false;
    this.#update();
  }

  #seeHand(): void {
    const { people, handPlace } = this.#options.snapshot();
    if (people && handPlace === undefined) this.#handIsUp = false;
  }

  /** Reads the room as long as that is needed. */
  #update(): void {
    const { channel, listeners } = this.#options.snapshot();
    const polls = channel.state === 'absent' || channel.state === 'lost';
    const looked = this.#watchers.size > 0; // no event tells who listens
    const wanted = this.#urgent || looked || (this.#handIsUp && (polls || this.#outdated));
    if (!wanted) {
      this.#stopReading?.();
      this.#stopReading = undefined;
      return;
    }
    // Whoever misses an event misses it with others.
    const together = channel.state === 'connected' && this.#version !== undefined;
    const waitMs = together ? Math.random() * spreadMs(listeners) : 0;
    const read = async (signal: AbortSignal) => {
      await this.read(signal);
      this.#update();
    };
    const { onFailure } = this.#options;
    this.#stopReading ??= whileVisible(read, { waitMs, everyMs: READ_MS, onFailure });
  }

  #followAsk(id: string, asked: HostAsk): void {
    const { ask, askedAt } = asked;
    const known = `${ask} ${Date.parse(askedAt)}`;
    const isFormer = id === this.#formerId && ask === 'step-back';
    if (!(id === this.#id || isFormer) || this.#obeyed.has(known)) return;
    this.#obeyed.add(known);
    this.#options.report({ type: 'host-asked', ask: asked });
    this.#options.obey(ask).catch(this.#options.onFailure);
  }
}

/** An API of an older version tells only of the room. */
const isCurrent = (details: Partial<RoomDetails>): boolean => details.hands !== undefined;
