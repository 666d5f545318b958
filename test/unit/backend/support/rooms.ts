import { openToAll } from '../../../../src/backend/rooms/moderation.ts';
import { emptyPresence } from '../../../../src/backend/rooms/presence.ts';
import type { Room } from '../../../../src/backend/rooms/room.ts';

/** An empty room that lasts an hour. */
export function roomOf(id: string, changes: Partial<Room> = {}): Room {
  const createdAt = Math.floor(Date.now() / 1000);
  return {
    id,
    stageArn: `arn:aws:ivs:us-east-1:000000000000:stage/${id}`,
    endpoints: { events: 'wss://events.example', whip: 'https://whip.example' },
    createdAt,
    expiresAt: createdAt + 3600,
    hostKeyHash: 'hash',
    visitorSecret: 'secret',
    moderation: openToAll,
    moderationVersion: 0,
    presence: emptyPresence,
    presenceVersion: 0,
    ...changes,
  };
}

let made = 0;
/** A room id that is unique in this process. */
export const newRoomId = (): string => `Room${String(++made).padStart(8, '0')}`;
