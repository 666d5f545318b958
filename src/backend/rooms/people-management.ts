import type { RoomForHosts, RoomDetails } from '../../api/schemas.ts';
import { channelOff } from '../http/problem-errors.ts';
import { requireHostKey } from '../people/host-key.ts';
import {
  asked,
  invited,
  readmitted,
  silenced,
  takenOff,
  unsilenced,
  withoutHands,
  withoutPerson,
} from './moderation-changes.ts';
import { isHost, isSamePerson, maySpeak, type Moderation, type Person } from './moderation.ts';
import { changeRoom, moderated, type RoomWriter } from './room-changes.ts';
import {
  nameOf,
  peopleOnStage,
  personOf,
  toRoomForHosts,
  toRoomDetails,
  type Room,
} from './room.ts';

/** What happens to people after a host's call, even if the host's page is closed by then. */
export interface LaterChecks {
  /** Whoever is still on stage in three seconds, in whatever tab, is taken off by force. */
  checkStage(room: Room, participantId: string): Promise<void>;
  /** Other participants of removed visitors are disconnected. */
  checkEverybody(room: Room): Promise<void>;
}

export interface PeopleOptions extends RoomWriter {
  readonly checks: LaterChecks;
  /** Disconnects a participant from its stage, and makes its tokens worthless. */
  readonly disconnect: (stageArn: string, participantId: string) => Promise<void>;
}

/** A host's call. Each can be repeated. */
export interface HostCall {
  readonly roomId: string;
  readonly hostKey: string | undefined;
}

/** A host's call about a participant. */
export interface PersonCall extends HostCall {
  readonly participantId: string;
  /** The id of the host who calls, which is ignored if it is none. */
  readonly by?: string | undefined;
}

/** Lets somebody go on stage. */
export async function inviteToStage(
  call: PersonCall,
  options: PeopleOptions,
): Promise<RoomDetails> {
  return toRoomDetails(await change(call, options, invited));
}

/** Takes the right to be on stage from somebody: asks first, and makes sure later. */
export async function takeOffStage(call: PersonCall, options: PeopleOptions): Promise<RoomDetails> {
  const now = Date.now();
  const room = await change(call, options, (moderation, person, onStage) => {
    const off = takenOff(moderation, person, now);
    // The same visitor may be on stage in another tab.
    const others = onStage.filter((one) => isSamePerson(one, person) && !maySpeak(off, one));
    const ids = new Set([person, ...others].map(({ id }) => id));
    const by = hostIn(moderation, call.by);
    return [...ids].reduce((rest, id) => asked(rest, { id, ask: 'step-back', by, at: now }), off);
  });
  await options.checks.checkStage(room, call.participantId);
  return toRoomDetails(room);
}

export async function askToMute(call: PersonCall, options: PeopleOptions): Promise<RoomDetails> {
  const now = Date.now();
  const room = await change(call, options, (moderation, { id }) =>
    asked(moderation, { id, ask: 'mute', by: hostIn(moderation, call.by), at: now }),
  );
  return toRoomDetails(room);
}

/** Removes somebody at once and for good. The record comes first: whoever is disconnected asks for a token at once. */
export async function removeParticipant(
  call: PersonCall,
  options: PeopleOptions,
): Promise<RoomDetails> {
  const room = await change(call, options, (moderation, person, _onStage, before) => {
    const by = hostIn(moderation, call.by);
    return withoutPerson(moderation, { ...person, name: nameOf(before, person.id), by });
  });
  await options.checks.checkEverybody(room);
  await Promise.all([
    options.disconnect(room.stageArn, call.participantId),
    options.channels?.disconnect(room, call.participantId),
  ]);
  return toRoomDetails(room);
}

/**
 * Takes the right to write in the channel from somebody. An open connection keeps it, so that is cut: the page comes back
 * with less.
 */
export async function silence(call: PersonCall, options: PeopleOptions): Promise<RoomDetails> {
  const room = await change(call, options, requiringChat(silenced));
  await options.channels?.disconnect(room, call.participantId);
  return toRoomDetails(room);
}

export async function unsilence(call: PersonCall, options: PeopleOptions): Promise<RoomDetails> {
  return toRoomDetails(await change(call, options, requiringChat(unsilenced)));
}

/** Lets somebody in again who was removed. */
export async function readmitParticipant(
  call: PersonCall,
  options: PeopleOptions,
): Promise<RoomForHosts> {
  return toRoomForHosts(await change(call, options, readmitted));
}

/** Lowers every hand that is raised. */
export async function lowerHands(
  { roomId, hostKey }: HostCall,
  options: PeopleOptions,
): Promise<RoomDetails> {
  const room = await changeRoom(options, roomId, (before) => {
    requireHostKey(before, hostKey);
    return moderated(before, withoutHands(before.moderation));
  });
  return toRoomDetails(room);
}

type Change = (
  moderation: Moderation,
  person: Person,
  onStage: readonly Person[],
  room: Room,
) => Moderation;

/** @throws ProblemError `CHANNEL_OFF` if the room has no channel. */
const requiringChat =
  (apply: Change): Change =>
  (moderation, ...rest) => {
    if (moderation.chat === undefined) throw channelOff();
    return apply(moderation, ...rest);
  };

const change = (
  { roomId, participantId, hostKey }: PersonCall,
  writer: RoomWriter,
  apply: Change,
): Promise<Room> =>
  changeRoom(writer, roomId, (room) => {
    requireHostKey(room, hostKey);
    const person = personOf(room, participantId);
    return moderated(room, apply(room.moderation, person, peopleOnStage(room), room));
  });

const hostIn = (moderation: Moderation, id: string | undefined): string | undefined =>
  id !== undefined && isHost(moderation, id) ? id : undefined;
