import type { RoomDetails } from '../../api/schemas.ts';
import { requireHostKey } from '../people/host-key.ts';
import {
  asked,
  invited,
  silenced,
  takenOff,
  unsilenced,
  withoutPerson,
} from './moderation-changes.ts';
import { isHost, isSamePerson, maySpeak, type Moderation, type Person } from './moderation.ts';
import { changeRoom, moderated } from './room-changes.ts';
import type { RoomTable } from './room-table.ts';
import { peopleOnStage, personOf, toRoomDetails, type Room } from './room.ts';

/** What happens to people after a host's call, even if the host's page is closed by then. */
export interface LaterChecks {
  /** Whoever is still on stage in three seconds, in whatever tab, is taken off by force. */
  checkStage(room: Room, participantId: string): Promise<void>;
  /** Other participants of removed visitors are disconnected. */
  checkEverybody(room: Room): Promise<void>;
}

export interface PeopleOptions {
  readonly table: RoomTable;
  readonly checks: LaterChecks;
  /** Disconnects a participant from its stage, and makes its tokens worthless. */
  readonly disconnect: (stageArn: string, participantId: string) => Promise<void>;
}

/** A host's call about a participant. Each can be repeated. */
export interface HostCall {
  readonly roomId: string;
  readonly participantId: string;
  readonly hostKey: string | undefined;
}

/** Lets somebody go on stage. */
export async function inviteToStage(
  call: HostCall,
  { table }: PeopleOptions,
): Promise<RoomDetails> {
  return toRoomDetails(await change(call, table, invited));
}

/** Takes the right to be on stage from somebody: asks first, and makes sure later. */
export async function takeOffStage(
  call: HostCall,
  { table, checks }: PeopleOptions,
): Promise<RoomDetails> {
  const now = Date.now();
  const room = await change(call, table, (moderation, person, onStage) => {
    const off = takenOff(moderation, person, now);
    // The same visitor may be on stage in another tab.
    const others = onStage.filter((one) => isSamePerson(one, person) && !maySpeak(off, one));
    const ids = new Set([person, ...others].map(({ id }) => id));
    return [...ids].reduce((rest, id) => asked(rest, { id, ask: 'step-back', at: now }), off);
  });
  await checks.checkStage(room, call.participantId);
  return toRoomDetails(room);
}

/** @param by - The id of the host who asks, which is ignored if it is none. */
export async function askToMute(
  call: HostCall,
  by: string | undefined,
  { table }: PeopleOptions,
): Promise<RoomDetails> {
  const now = Date.now();
  const room = await change(call, table, (moderation, { id }) => {
    const host = by !== undefined && isHost(moderation, by) ? by : undefined;
    return asked(moderation, { id, ask: 'mute', by: host, at: now });
  });
  return toRoomDetails(room);
}

/** Removes somebody at once and for good. The record comes first: whoever is disconnected asks for a token at once. */
export async function removeParticipant(
  call: HostCall,
  { table, checks, disconnect }: PeopleOptions,
): Promise<RoomDetails> {
  const room = await change(call, table, withoutPerson);
  await checks.checkEverybody(room);
  await disconnect(room.stageArn, call.participantId);
  return toRoomDetails(room);
}

/** Takes the right to write in the channel from somebody. */
export async function silence(call: HostCall, { table }: PeopleOptions): Promise<RoomDetails> {
  return toRoomDetails(await change(call, table, silenced));
}

export async function unsilence(call: HostCall, { table }: PeopleOptions): Promise<RoomDetails> {
  return toRoomDetails(await change(call, table, unsilenced));
}

const change = (
  { roomId, participantId, hostKey }: HostCall,
  table: RoomTable,
  apply: (moderation: Moderation, person: Person, onStage: readonly Person[]) => Moderation,
): Promise<Room> =>
  changeRoom(table, roomId, (room) => {
    requireHostKey(room, hostKey);
    const person = personOf(room, participantId);
    return moderated(room, apply(room.moderation, person, peopleOnStage(room)));
  });
