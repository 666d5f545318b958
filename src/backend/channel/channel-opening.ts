import type { ChannelRole } from '../../api/channel.ts';
import type { OpenChannelResponse } from '../../api/channel-schemas.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import { channelOff, ProblemError, RETRY_LATER, tokenRefused } from '../http/problem-errors.ts';
import type { ParticipantTokens, TokenHolder } from '../people/participant-tokens.ts';
import type { Channels } from '../rooms/channels.ts';
import { includes, isHost, maySpeak, type Moderation, type Person } from '../rooms/moderation.ts';
import { personOf, requireNotRemoved, requireOpen, type Room } from '../rooms/room.ts';
import type { RoomTable } from '../rooms/room-table.ts';
import { nowSeconds } from '../time.ts';
import type { ChatTokens } from './chat-tokens.ts';

export interface OpenChannelOptions {
  readonly table: Pick<RoomTable, 'get' | 'setChannel'>;
  readonly tokens: Pick<ParticipantTokens, 'holder'>;
  readonly channels: Pick<Channels, 'create' | 'delete'>;
  readonly chatTokens: Pick<ChatTokens, 'issue'>;
  /** How many messages a second can be sent in one room. */
  readonly rate: number;
}

/**
 * Returns what a participant needs to connect to the channel of its room, which is made when the first one asks.
 * @param token - The participant's.
 * @throws ProblemError `TOKEN_REFUSED` unless the token is of a participant of this room; `REMOVED`; `CHANNEL_OFF`.
 */
export async function openChannel(
  roomId: string,
  token: string | undefined,
  options: OpenChannelOptions,
): Promise<OpenChannelResponse> {
  const room = requireOpen(await options.table.get(roomId));
  if (token === undefined) throw tokenRefused();
  const holder = await options.tokens.holder(room, token);
  const person = personOf(room, holder.id);
  const { moderation } = room;
  requireNotRemoved(room, person, isHost(moderation, person.id));
  if (moderation.chat === undefined) throw channelOff();
  const role = roleOf(moderation, person, holder);
  return options.chatTokens.issue({
    channelArn: room.channelArn ?? (await createChannel(room, options)),
    participantId: holder.id,
    name: holder.name,
    role,
    mayWrite: mayWrite(moderation, person, role),
    endsAt: room.expiresAt,
  });
}

function roleOf(moderation: Moderation, person: Person, { speaker }: TokenHolder): ChannelRole {
  if (isHost(moderation, person.id)) return 'host';
  return speaker && maySpeak(moderation, person) ? 'speaker' : 'listener';
}

function mayWrite({ chat, silenced }: Moderation, person: Person, role: ChannelRole): boolean {
  if (role === 'host') return true;
  if (includes(silenced, person)) return false;
  return chat === 'all' || (chat === 'stage' && role === 'speaker');
}

/**
 * Creates the channel of a room. Of several callers at once one can note its own in the record; the others use that, and
 * delete theirs.
 */
async function createChannel(room: Room, options: OpenChannelOptions): Promise<string> {
  const { table, channels, rate } = options;
  let created: string;
  try {
    created = await channels.create(room.id, nowSeconds(), rate);
  } catch (error) {
    // IVS allows 5 a second, and a crowd may have asked: then somebody has made it.
    const { channelArn } = requireOpen(await table.get(room.id));
    if (channelArn === undefined) throw error;
    return channelArn;
  }
  // If this fails, nobody knows whether it was written: the sweep finds out.
  if (await table.setChannel(room.id, created)) return created;
  const now = await table.get(room.id);
  if (now?.channelArn === created) return created; // it was written, and the answer was lost
  await undo(room, created, channels);
  const { channelArn } = requireOpen(now);
  if (channelArn === undefined) throw new ProblemError('UNAVAILABLE', RETRY_LATER);
  return channelArn;
}

/** Deletes a channel. If that fails too, the next sweep finds it by its tag. */
async function undo(
  { id }: Room,
  channelArn: string,
  channels: OpenChannelOptions['channels'],
): Promise<void> {
  try {
    await channels.delete(channelArn);
  } catch (error) {
    const line = { room: roomTag(id), error: describeError(error) };
    log.warn('Channel without a room left to the sweep', line);
  }
}
