import type { Room } from '../../api/schemas.ts';
import type { RoomParticipant } from '../snapshot.ts';

// What did not change stays the same object, so that nothing renders for it.

export function keepSame(
  before: readonly RoomParticipant[],
  after: readonly RoomParticipant[],
): readonly RoomParticipant[] {
  const kept = after.map((speaker) => {
    const old = before.find(({ id }) => id === speaker.id);
    return old && isSame(old, speaker) ? old : Object.freeze(speaker);
  });
  const same = kept.length === before.length && kept.every((speaker, i) => speaker === before[i]);
  return same ? before : Object.freeze(kept);
}

export function isSameRoom(a: Room | undefined, b: Room | undefined): boolean {
  // Both come from the API, with their keys in the same order.
  return a === b || JSON.stringify({ ...a, now: '' }) === JSON.stringify({ ...b, now: '' });
}

/** Compares two records deeply that come from the API, with their keys in the same order. */
export const isSameRecord = (a: object | undefined, b: object | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** Compares two records property by property, not deeply. */
export function isSame(a: object | undefined, b: object | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size && left.every(([key, value]) => Object.is(right.get(key), value))
  );
}
