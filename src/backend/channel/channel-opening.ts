import type { OpenChannelResponse } from '../../api/channel-schemas.ts';
import { channelOff, tokenRefused } from '../http/problem-errors.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { requireOpen } from '../rooms/room.ts';
import type { RoomTable } from '../rooms/room-table.ts';

export interface OpenChannelOptions {
  readonly table: RoomTable;
  readonly tokens: ParticipantTokens;
}

/** @throws ProblemError `TOKEN_REFUSED` unless the token is of a participant of this room; `CHANNEL_OFF`. */
export async function openChannel(
  roomId: string,
  token: string | undefined,
  { table, tokens }: OpenChannelOptions,
): Promise<OpenChannelResponse> {
  const room = requireOpen(await table.get(roomId));
  if (token === undefined) throw tokenRefused();
  await tokens.holder(room, token);
  throw channelOff(); // no room has one so far
}
