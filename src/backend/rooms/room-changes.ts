import { setTimeout as delay } from 'node:timers/promises';
import type { ChannelEvent } from '../../api/channel.ts';
import { ProblemError, RETRY_LATER } from '../http/problem-errors.ts';
import { newsOf, versioned } from './moderation-news.ts';
import type { RoomTable } from './room-table.ts';
import { requireOpen, type Room } from './room.ts';

/** The channels of rooms, as far as a change of a room needs them. */
export interface RoomChannels {
  /** Tells everybody in the channel of a room, if it has one. It does not fail: what happened is in the record. */
  tell(room: Room, events: readonly ChannelEvent[]): Promise<void>;
  /** Disconnects a participant from the channel of a room, if it has one. */
  disconnect(room: Room, participantId: string): Promise<void>;
}

export interface RoomWriter {
  readonly table: RoomTable;
  /** Undefined in a deployment without channels. */
  readonly channels?: RoomChannels | undefined;
}

// Of several writers at once one succeeds in each round, and the others read again. Beyond this many rounds in a row,
// dozens of people are changing the same room in the same second.
const MAX_WRITES = 8;
const LONGEST_PAUSE_MS = 80;

/**
 * Reads a room, changes its moderation or its host key, and writes it; again if another writer came in between. Then it
 * tells the people in the room.
 * @param room - The room that has just been read, or the id of one.
 * @param change - Returns the same room if there is nothing to change. It may throw, and may be called again.
 * @returns the room as it is now.
 * @throws ProblemError `ROOM_NOT_FOUND` or `ROOM_ENDED`; `UNAVAILABLE` if too many write at once.
 */
export async function changeRoom(
  { table, channels }: RoomWriter,
  room: Room | string,
  change: (room: Room) => Room,
): Promise<Room> {
  for (let tries = 0; tries < MAX_WRITES; tries++) {
    if (tries > 0) await delay(Math.random() * LONGEST_PAUSE_MS);
    const before = typeof room === 'object' && tries === 0 ? room : await read(table, room);
    const changed = change(before);
    if (changed === before) return before;
    const news = newsOf(before.moderation, changed.moderation);
    const version = before.moderationVersion;
    const after = { ...changed, moderationVersion: version + news.versions };
    if (!(await table.updateModeration(before, after))) continue;
    await channels?.tell(after, versioned(news, version));
    return after;
  }
  throw new ProblemError('UNAVAILABLE', RETRY_LATER);
}

const read = async (table: RoomTable, room: Room | string): Promise<Room> =>
  requireOpen(await table.get(typeof room === 'object' ? room.id : room));

/** A room with another moderation; the same room if that is the same, too. */
export const moderated = (room: Room, moderation: Room['moderation']): Room =>
  moderation === room.moderation ? room : { ...room, moderation };
