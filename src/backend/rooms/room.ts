import type { Room as ApiRoom } from '../../api/schemas.ts';
import { isoTime } from '../time.ts';
import { onStage, type Presence } from './presence.ts';

/** A room as the table stores it. Its id is also its stage's. */
export interface Room {
  readonly id: string;
  readonly stageArn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly hostKeyHash: string;
  readonly presence: Presence;
  /** Counts the writes of `presence`. A write fails if another one came first. */
  readonly presenceVersion: number;
}

/** A room as the API shows it. */
export function toApiRoom(room: Room): ApiRoom {
  const speakers = onStage(room.presence);
  return {
    id: room.id,
    live: speakers.length > 0,
    speakers,
    listeners: room.presence.listeners,
    createdAt: isoTime(room.createdAt),
    expiresAt: isoTime(room.expiresAt),
    now: new Date().toISOString(),
  };
}
