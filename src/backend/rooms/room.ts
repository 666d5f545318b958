import type { RoomForHosts, Room as ApiRoom, RoomDetails } from '../../api/schemas.ts';
import { removed, roomEnded, roomNotFound } from '../http/problem-errors.ts';
import { visitorOf } from '../people/visitors.ts';
import { isoTime, nowSeconds } from '../time.ts';
import { ASK_MS, isSamePerson, removalOf, type Moderation, type Person } from './moderation.ts';
import { onStage, type Presence } from './presence.ts';

/** A room as the table stores it. Its id is also its stage's. */
export interface Room {
  readonly id: string;
  readonly stageArn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
  /** The ARN of its channel, once somebody has asked for one. */
  readonly channelArn?: string | undefined;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly hostKeyHash: string;
  /** Keys the tags of its visitors, and the ids of its participants that hold them. 32 bytes, as base64url. */
  readonly visitorSecret: string;
  readonly moderation: Moderation;
  /** Counts the writes of `moderation` and `hostKeyHash`. A write fails if another one came first. */
  readonly moderationVersion: number;
  readonly presence: Presence;
  /** Counts the writes of `presence`. A write fails if another one came first. */
  readonly presenceVersion: number;
}

/** A room as the API shows it. */
export function toApiRoom(room: Room): ApiRoom {
  const speakers = onStage(room.presence);
  const { title, stage, locked, chat, hosts } = room.moderation;
  return {
    id: room.id,
    ...(title !== '' && { title }),
    stage,
    locked,
    ...(chat !== undefined && { chat }),
    hosts: newestOfEach(hosts).map(({ id, name }) => ({ id, name })),
    live: speakers.length > 0,
    speakers,
    listeners: room.presence.listeners,
    createdAt: isoTime(room.createdAt),
    expiresAt: isoTime(room.expiresAt),
    now: new Date().toISOString(),
  };
}

/** A room as a panel of people shows it. */
export function toRoomDetails(room: Room): RoomDetails {
  const { hands, invitations, asks, hosts, silenced } = room.moderation;
  const api = toApiRoom(room);
  const speaking = new Set(api.speakers.map(({ id }) => id));
  const now = Date.now();
  return {
    ...api,
    hands: hands.map(({ id, name, at }) => ({ id, name, raisedAt: new Date(at).toISOString() })),
    invited: invitations.map(({ id }) => id),
    asks: asks
      .filter(({ at }) => at > now - ASK_MS)
      .map(({ id, ask, by, at }) => ({
        ...{ id, ask, askedAt: new Date(at).toISOString() },
        ...(by !== undefined && { by: newestIdOf(hosts, by) }),
      })),
    silenced: silenced.map(({ id }) => id),
    version: room.moderationVersion,
    audience: room.presence.audience.filter(({ id }) => !speaking.has(id)),
  };
}

/** A room as its hosts may see it. */
export const toRoomForHosts = (room: Room): RoomForHosts => ({
  room: toApiRoom(room),
  removed: newestOfEach(room.moderation.removed).map(({ id, name }) => ({
    id,
    ...(name !== undefined && { name }),
  })),
});

/** One entry for each person, with the id of the newest participant: a reload makes another one. */
const newestOfEach = <Entry extends Person>(entries: readonly Entry[]): Entry[] =>
  entries.filter((one) => entries.findLast((other) => isSamePerson(other, one)) === one);

const newestIdOf = (people: readonly Person[], id: string): string => {
  const person = people.find((one) => one.id === id);
  return (person && people.findLast((one) => isSamePerson(one, person))?.id) ?? id;
};

/**
 * @returns the room. It ends when it is due, not when it is deleted.
 * @throws ProblemError `ROOM_NOT_FOUND` or `ROOM_ENDED`.
 */
export function requireOpen(room: Room | undefined): Room {
  if (!room) throw roomNotFound();
  if (room.expiresAt <= nowSeconds()) throw roomEnded();
  return room;
}

/** @throws ProblemError `REMOVED`, which names the host if that is known. */
export function requireNotRemoved({ moderation }: Room, person: Person, host: boolean): void {
  const removal = removalOf(moderation, person, host);
  if (removal) throw removed(moderation.hosts.find(({ id }) => id === removal.by)?.name);
}

/** Who is on stage, in order of arrival. */
export const peopleOnStage = (room: Room): Person[] =>
  onStage(room.presence).map(({ id }) => personOf(room, id));

/** The name of a participant, if the record knows it. */
export function nameOf({ moderation, presence }: Room, id: string): string | undefined {
  const { hosts, hands } = moderation;
  const known = [...onStage(presence), ...hands, ...hosts, ...presence.audience];
  return known.find((one) => one.id === id)?.name;
}

/** A participant of a room, and whose it is. */
export const personOf = (room: Room, id: string): Person => ({ id, visitor: visitorOf(room, id) });
