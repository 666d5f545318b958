import type { JoinRoomRequest, JoinRoomResponse } from '../../api/schemas.ts';
import { roomEnded, roomFull, roomNotFound } from '../problem-errors.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { onStage } from './presence.ts';
import type { RoomTable } from './room-table.ts';
import { nowSeconds, toApiRoom, type Room } from './room.ts';

export interface JoinRoomParts {
  readonly table: RoomTable;
  readonly tokens: ParticipantTokens;
  readonly participantLimit: number;
}

/** One read and one signature: nothing is written, so that any number of people can join. */
export async function joinRoom(
  roomId: string,
  request: JoinRoomRequest,
  { table, tokens, participantLimit }: JoinRoomParts,
): Promise<JoinRoomResponse> {
  const room = requireOpen(await table.get(roomId));
  // Who holds a token already is counted.
  if (request.token === undefined && peopleIn(room) >= participantLimit) throw roomFull();
  return { room: toApiRoom(room), participant: await tokens.issue(room, request) };
}

/** As of the last count, which each look at a lobby makes at most ten seconds old. */
const peopleIn = ({ presence }: Room): number => onStage(presence).length + presence.listeners;

/** The room, unless it is not there or over. Its end counts from the second it is due, not from its deletion. */
export function requireOpen(room: Room | undefined): Room {
  if (!room) throw roomNotFound();
  if (room.expiresAt <= nowSeconds()) throw roomEnded();
  return room;
}
