import type { RoomPeople, RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { snapshotOf } from '../element-support.ts';

const empty: RoomPeople = { hands: [], invited: [], audience: [], silenced: [] };

/** A hand that was raised so many minutes ago. */
export const hand = (name: string, minutes = 0) => ({
  id: `id-${name}`,
  name,
  raisedAt: new Date(Date.now() - minutes * 60_000 - 1_000).toISOString(),
});

/** What a listener sees of a room by invitation, with some changes. */
export function inviting(
  people: Partial<RoomPeople> = {},
  changes: Partial<RoomSnapshot> = {},
): RoomSnapshot {
  const snapshot = snapshotOf();
  const all = { ...empty, ...people };
  const place = all.hands.findIndex(({ id }) => id === 'me') + 1;
  return {
    ...snapshot,
    room: { ...snapshot.room!, stage: 'invited' },
    people: all,
    handPlace: place || undefined,
    invited: all.invited.includes('me'),
    ...changes,
  };
}
