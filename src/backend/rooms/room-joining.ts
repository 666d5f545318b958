import type { JoinRoomRequest, JoinRoomResponse } from '../../api/schemas.ts';
import { roomFull, roomLocked, stageByInvitation } from '../http/problem-errors.ts';
import { requireHostKey } from '../people/host-key.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { newParticipantId, visitorTag } from '../people/visitors.ts';
import { maySpeak, withHost } from './moderation.ts';
import { onStage } from './presence.ts';
import { changeRoom, moderated } from './room-changes.ts';
import { personOf, requireOpen, toApiRoom, type Room } from './room.ts';
import type { RoomTable } from './room-table.ts';

export interface JoinRequest extends JoinRoomRequest {
  /** Of whoever joins as a host. */
  readonly hostKey?: string | undefined;
}

export interface JoinRoomOptions {
  readonly table: RoomTable;
  readonly tokens: ParticipantTokens;
  readonly participantLimit: number;
}

/**
 * Joins a room, or renews a token. It takes one read and one signature, and writes nothing, so that joining scales: only
 * a participant who becomes a host is noted.
 */
export async function joinRoom(
  roomId: string,
  request: JoinRequest,
  { table, tokens, participantLimit }: JoinRoomOptions,
): Promise<JoinRoomResponse> {
  const { name, role, clock, token, hostKey } = request;
  const room = requireOpen(await table.get(roomId));
  const host = hostKey !== undefined;
  if (host) requireHostKey(room, hostKey);
  const known = token === undefined ? undefined : await tokens.holder(room, token);
  if (!known && !host && room.moderation.locked) throw roomLocked();
  // A participant with a token is already counted.
  if (!known && peopleIn(room) >= participantLimit) throw roomFull();
  const person = personOf(room, known?.id ?? newIdFor(room, request.visitor));
  if (role === 'speaker' && !host && !maySpeak(room.moderation, person)) throw stageByInvitation();
  const joined = host
    ? await changeRoom(table, room, (before) => {
        requireHostKey(before, hostKey);
        return moderated(before, withHost(before.moderation, { ...person, name }));
      })
    : room;
  const participant = await tokens.issue(room, { id: person.id, name, role, clock, host });
  return { room: toApiRoom(joined), participant };
}

const newIdFor = (room: Room, visitorKey: string | undefined): string =>
  newParticipantId(room, visitorKey === undefined ? undefined : visitorTag(room, visitorKey));

/** As of the last count, which is at most ten seconds old while somebody looks at the lobby of a small room. */
const peopleIn = ({ presence }: Room): number => onStage(presence).length + presence.listeners;
