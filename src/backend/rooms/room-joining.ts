import type { JoinRoomRequest, JoinRoomResponse } from '../../api/schemas.ts';
import { roomFull, roomLocked, stageByInvitation } from '../http/problem-errors.ts';
import { requireHostKey } from '../people/host-key.ts';
import type { ParticipantTokens } from '../people/participant-tokens.ts';
import { newIdFor, newParticipantId, visitorOf } from '../people/visitors.ts';
import { allowedOnStage, withHost } from './moderation-changes.ts';
import { maySpeak, type Person } from './moderation.ts';
import { onStage } from './presence.ts';
import { changeRoom, moderated, type RoomWriter } from './room-changes.ts';
import {
  peopleOnStage,
  personOf,
  requireNotRemoved,
  requireOpen,
  toApiRoom,
  type Room,
} from './room.ts';

export interface JoinRequest extends JoinRoomRequest {
  /** Of whoever joins as a host. */
  readonly hostKey?: string | undefined;
}

export interface JoinRoomOptions extends RoomWriter {
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
  { tokens, participantLimit, ...writer }: JoinRoomOptions,
): Promise<JoinRoomResponse> {
  const { name, role, clock, token, hostKey } = request;
  const room = requireOpen(await writer.table.get(roomId));
  const host = hostKey !== undefined;
  if (host) requireHostKey(room, hostKey);
  const known = token === undefined ? undefined : await tokens.holder(room, token);
  const person = known ? livePerson(room, known.id) : newPerson(room, request.visitor);
  const { moderation } = room;
  if (known) requireNotRemoved(room, known, host);
  requireNotRemoved(room, person, host);
  if (!known && !host && moderation.locked) throw roomLocked();
  // A participant with a token is already counted.
  if (!known && peopleIn(room) >= participantLimit) throw roomFull();
  if (role === 'speaker' && !host && !maySpeak(moderation, person)) throw stageByInvitation();
  const joined = host
    ? await changeRoom(writer, room, (before) => {
        requireHostKey(before, hostKey);
        requireNotRemoved(before, person, true);
        const host = { ...person, name };
        const hosted = withHost(before.moderation, host, peopleOnStage(before));
        return moderated(before, role === 'speaker' ? allowedOnStage(hosted, person) : hosted);
      })
    : room;
  const participant = await tokens.issue(room, { id: person.id, name, role, clock, host });
  return { room: toApiRoom(joined), participant };
}

/** A participant that IVS has disconnected for good, though its visitor may listen, goes on as another one. */
const livePerson = (room: Room, id: string): Person =>
  room.moderation.spent.some((one) => one.id === id)
    ? personOf(room, newParticipantId(room, visitorOf(room, id)))
    : personOf(room, id);

const newPerson = (room: Room, visitorKey: string | undefined): Person =>
  personOf(room, newIdFor(room, visitorKey));

/** As of the last count, which is at most ten seconds old while somebody looks at the lobby of a small room. */
const peopleIn = ({ presence }: Room): number => onStage(presence).length + presence.listeners;
