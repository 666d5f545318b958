import type { JoinRoomRequest, JoinRoomResponse } from '../api/schemas.ts';
import { roomEnded, roomNotFound } from './errors.ts';
import type { ParticipantTokens } from './participant-tokens.ts';
import type { RoomTable } from './room-table.ts';
import { nowSeconds, toApiRoom, type Room } from './room.ts';

/** One read and one signature: nothing is written, so that any number of people can join. */
export async function joinRoom(
  roomId: string,
  request: JoinRoomRequest,
  { table, tokens }: { readonly table: RoomTable; readonly tokens: ParticipantTokens },
): Promise<JoinRoomResponse> {
  const room = requireOpen(await table.get(roomId));
  return { room: toApiRoom(room), participant: await tokens.issue(room, request) };
}

/** The room, unless it is not there or over. Its end counts from the second it is due, not from its deletion. */
export function requireOpen(room: Room | undefined): Room {
  if (!room) throw roomNotFound();
  if (room.expiresAt <= nowSeconds()) throw roomEnded();
  return room;
}
