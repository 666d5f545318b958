import type { RoomDetails } from '../../api/schemas.ts';
import { handsFull, tokenRefused } from '../http/problem-errors.ts';
import { isHostKeyLike, requireHostKey } from '../people/host-key.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { declined, withHand, withoutHand } from './moderation-changes.ts';
import { bounds, includes } from './moderation.ts';
import { changeRoom, moderated, type RoomWriter } from './room-changes.ts';
import { personOf, requireNotRemoved, requireOpen, toRoomDetails, type Room } from './room.ts';

export interface HandCall {
  readonly roomId: string;
  readonly participantId: string;
  /** A participant's token or, to lower a hand, the host key. */
  readonly bearer: string | undefined;
}

interface HandOptions extends RoomWriter {
  readonly tokens: ParticipantTokens;
}

/** @throws ProblemError `TOKEN_REFUSED` unless the token is this participant's; `REMOVED`; `HANDS_FULL`. */
export async function raiseHand(
  { roomId, participantId, bearer }: HandCall,
  options: HandOptions,
): Promise<RoomDetails> {
  const room = requireOpen(await options.table.get(roomId));
  const holder = await requireHolder(room, participantId, bearer, options.tokens);
  const now = Date.now();
  const changed = await changeRoom(options, room, (before) => {
    const { moderation } = before;
    const person = { ...personOf(before, holder.id), name: holder.name };
    requireNotRemoved(before, person, false);
    const { hands } = moderation;
    // Whoever waits longest keeps the place, so that a crowd that comes later can't take it away.
    if (hands.length >= bounds.hands && !includes(hands, person)) throw handsFull();
    return moderated(before, withHand(moderation, person, now));
  });
  return toRoomDetails(changed);
}

/** @throws ProblemError `TOKEN_REFUSED` or `NOT_HOST` unless the bearer is one or the other. */
export async function lowerHand(
  { roomId, participantId, bearer }: HandCall,
  options: HandOptions,
): Promise<RoomDetails> {
  const room = requireOpen(await options.table.get(roomId));
  const byHost = isHostKeyLike(bearer);
  if (!byHost) await requireHolder(room, participantId, bearer, options.tokens);
  const changed = await changeRoom(options, room, (before) => {
    const { moderation } = before;
    const person = personOf(before, participantId);
    if (!byHost) return moderated(before, declined(moderation, person));
    requireHostKey(before, bearer);
    return moderated(before, withoutHand(moderation, person));
  });
  return toRoomDetails(changed);
}

async function requireHolder(
  room: Room,
  participantId: string,
  bearer: string | undefined,
  tokens: ParticipantTokens,
) {
  const holder = await tokens.holder(room, bearer ?? '');
  if (holder.id !== participantId) throw tokenRefused();
  return holder;
}
