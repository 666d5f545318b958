import type { ChannelEvent, ChannelRole } from '../../api/channel.ts';
import type { RoomSnapshot } from '../snapshot.ts';

// The record of a room holds as many.
const MOST_BARRED = 200;

/** What decides who this participant is in the channel, and whether it may write. */
export interface Standing {
  readonly id: string | undefined;
  readonly role: ChannelRole;
  readonly mayWrite: boolean;
}

/** Who was silenced or removed, as far as the channel has told or somebody has read. */
export class ChannelRights {
  #silenced = new Set<string>();
  readonly #removed = new Set<string>();
  #read: readonly string[] | undefined;

  /** Follows an event. */
  apply({ name, attributes }: ChannelEvent): void {
    if (name === 'silenced') add(this.#silenced, attributes.id);
    else if (name === 'unsilenced') this.#silenced.delete(attributes.id);
    else if (name === 'removed') add(this.#removed, attributes.id);
  }

  /** @param silenced - Everybody who is silenced, as the room's record says. */
  setSilenced(silenced: readonly string[] | undefined): void {
    if (silenced === undefined || silenced === this.#read) return;
    this.#read = silenced;
    this.#silenced = new Set(silenced);
  }

  readonly barred = (id: string): boolean => this.#silenced.has(id) || this.#removed.has(id);

  /** Where this participant stands, as far as this page knows; the API knows better. */
  standing({ self, host, room }: RoomSnapshot, mayPublish: boolean): Standing {
    const role = host ? 'host' : mayPublish ? 'speaker' : 'listener';
    const chat = room?.chat;
    const allowed = chat === 'all' || (chat === 'stage' && role === 'speaker');
    const mayWrite = host || (allowed && !this.barred(self?.id ?? ''));
    return { id: self?.id, role, mayWrite };
  }
}

function add(ids: Set<string>, id: string): void {
  ids.add(id);
  for (const oldest of ids) {
    if (ids.size <= MOST_BARRED) return;
    ids.delete(oldest);
  }
}
