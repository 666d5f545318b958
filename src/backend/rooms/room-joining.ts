import type { JoinRoomRequest, JoinRoomResponse } from '../../api/schemas.ts';
import { roomEnded, roomFull, roomNotFound } from '../http/problem-errors.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { nowSeconds } from '../time.ts';
import { onStage } from './presence.ts';
import { toApiRoom, type Room } from './room.ts';
import type { RoomTable } from './room-table.ts';

export interface JoinRoomOptions {
  readonly table: RoomTable;
  readonly tokens: ParticipantTokens;
  readonly participantLimit: number;
}

/** Joins a room, or renews a token. It takes one read and one signature, and writes nothing, so that joining scales. */
export async function joinRoom(
  roomId: string,
  request: JoinRoomRequest,
  { table, tokens, participantLimit }: JoinRoomOptions,
): Promise<JoinRoomResponse> {
  const room = requireOpen(await table.get(roomId));
  // A participant with a token is already counted.
  if (request.token === undefined && peopleIn(room) >= participantLimit) throw roomFull();
  return { room: toApiRoom(room), participant: await tokens.issue(room, request) };
}

/** As of the last count, which is at most ten seconds old while somebody looks at the lobby of a small room. */
const peopleIn = ({ presence }: Room): number => onStage(presence).length + presence.listeners;

/**
 * @returns the room. It ends when it is due, not when it is deleted.
 * @throws ProblemError `ROOM_NOT_FOUND` or `ROOM_ENDED`.
 */
export function requireOpen(room: Room | undefined): Room {
  if (!room) throw roomNotFound();
  if (room.expiresAt <= nowSeconds()) throw roomEnded();
  return room;
}
