import type { Room } from '../../api/schemas.ts';

// An answer may take that long, so that its times seem later than they are.
const TOLERANCE_MS = 1_000;

/** When a room closes, as a time of `performance.now()`. Call it as soon as the API has answered. */
export function closingTime({ expiresAt, now }: Room): number {
  return performance.now() + Date.parse(expiresAt) - Date.parse(now);
}

/** The better one of two closing times of the same room: answers come late, never early. */
export function betterClosingTime(before: number | undefined, after: number): number {
  return before === undefined || after < before - TOLERANCE_MS ? after : before;
}
