import { shortName } from '../../api/name-claims.ts';
import {
  bounds,
  includes,
  isHost,
  isRemoved,
  isSamePerson,
  maySpeak,
  pushed,
  takeOffOf,
  type Ask,
  type ChatMode,
  type Moderation,
  type NamedPerson,
  type Person,
  type Removal,
  type StageMode,
} from './moderation.ts';

// Each of these returns the same object if it changes nothing, so that a call can be repeated. `now` is in epoch
// milliseconds. `onStage` is who is on stage: nobody is thrown off it because a list is full.

export interface Settings {
  readonly title?: string | undefined;
  readonly stage?: StageMode | undefined;
  readonly locked?: boolean | undefined;
  readonly chat?: ChatMode | undefined;
}

const settings = ['title', 'stage', 'locked', 'chat'] as const;

/** If the stage is by invitation from now on, who is on it and may be there stays. */
export function withSettings(
  before: Moderation,
  {
    title = before.title,
    stage = before.stage,
    locked = before.locked,
    chat = before.chat,
  }: Settings,
  { onStage, now }: { readonly onStage: readonly Person[]; readonly now: number },
): Moderation {
  const changed = { ...before, title, stage, locked, chat };
  if (settings.every((setting) => changed[setting] === before[setting])) return before;
  const closes = stage === 'invited' && before.stage === 'open';
  return closes ? staying({ ...changed, invitedSince: now }, before, onStage, onStage) : changed;
}

/** Somebody joined with the host key. */
export function withHost(
  before: Moderation,
  { id, visitor, name }: NamedPerson,
  onStage: readonly Person[],
): Moderation {
  if (isHost(before, id)) return before;
  const host = { id, visitor, name: shortName(name) };
  return { ...before, hosts: pushed(before.hosts, host, bounds.hosts, onStage) };
}

/** There is a new host key. Who was a host and may speak may still do so, but is a host no more. */
export const withoutHosts = (before: Moderation, onStage: readonly Person[]): Moderation => ({
  ...staying(before, before, before.hosts, onStage),
  hosts: [],
});

/** Invites those who could speak before a change. Whom a host took off the stage, in whatever tab, stays off it. */
const staying = (
  after: Moderation,
  before: Moderation,
  people: readonly Person[],
  onStage: readonly Person[],
): Moderation =>
  people
    .filter((person) => maySpeak(before, person) && !includes(before.offStage, person))
    .reduce((moderation, person) => invited(moderation, person, onStage), after);

/** A hand that is up keeps its place, also if it is raised in another tab of the same visitor. */
export function withHand(before: Moderation, person: NamedPerson, now: number): Moderation {
  const known = before.hands.find((hand) => isSamePerson(hand, person));
  if (known?.id === person.id) return before;
  const { id, visitor, name } = person;
  const hand = { id, visitor, name: shortName(name), at: known?.at ?? now };
  const hands = known
    ? before.hands.map((one) => (one === known ? hand : one))
    : [...before.hands, hand];
  return { ...before, hands };
}

export function withoutHand(before: Moderation, person: Person): Moderation {
  if (!includes(before.hands, person)) return before;
  return { ...before, hands: without(before.hands, person) };
}

export const withoutHands = (before: Moderation): Moderation =>
  before.hands.length === 0 ? before : { ...before, hands: [] };

/** Somebody lowers their own hand, or declines an invitation. */
export function declined(before: Moderation, person: Person): Moderation {
  const lowered = withoutHand(before, person);
  const { invitations } = lowered;
  if (!includes(invitations, person)) return lowered;
  return { ...lowered, invitations: without(invitations, person) };
}

/** Somebody may go on stage, whether it is by invitation or they were taken off it; but not if they were removed. */
export function invited(
  before: Moderation,
  { id, visitor }: Person,
  onStage: readonly Person[],
): Moderation {
  const person = { id, visitor };
  if (isRemoved(before, person, isHost(before, id))) return before;
  const lowered = allowedOnStage(withoutHand(before, person), person);
  const { invitations } = lowered;
  if (invitations.some((one) => one.id === id)) return lowered;
  return { ...lowered, invitations: pushed(invitations, person, bounds.invitations, onStage) };
}

/** Undoes that somebody was taken off the stage. */
export function allowedOnStage(before: Moderation, person: Person): Moderation {
  if (!includes(before.offStage, person)) return before;
  return { ...before, offStage: without(before.offStage, person) };
}

/** Somebody may not be on stage until a host invites them. */
export function takenOff(before: Moderation, { id, visitor }: Person, now: number): Moderation {
  const rest = declined(before, { id, visitor });
  if (takeOffOf(rest, { id, visitor })) return rest;
  return { ...rest, offStage: pushed(rest.offStage, { id, visitor, at: now }, bounds.offStage) };
}

/**
 * Somebody did not leave the stage by themselves, and is disconnected. That bars nobody from a stage that is open later:
 * only a host does.
 */
export function forcedOff(before: Moderation, { id, visitor }: Person): Moderation {
  const lowered = withoutHand(before, { id, visitor });
  if (lowered.spent.some((one) => one.id === id)) return lowered;
  return { ...lowered, spent: pushed(lowered.spent, { id, visitor }, bounds.spent) };
}

/** Somebody may not be in the room. */
export function withoutPerson(before: Moderation, { id, visitor, name, by }: Removal): Moderation {
  if (before.removed.some((one) => one.id === id)) return before;
  const person = { id, visitor };
  const rest = declined(before, person);
  return {
    ...rest,
    hosts: rest.hosts.filter((host) => host.id !== id),
    asks: rest.asks.filter((ask) => ask.id !== id),
    removed: pushed(rest.removed, { ...person, name: name && shortName(name), by }, bounds.removed),
  };
}

/** Somebody may be in the room again, though as another participant: IVS refuses the one whom it has disconnected. */
export function readmitted(before: Moderation, person: Person): Moderation {
  const back = before.removed.filter((one) => isSamePerson(one, person));
  if (back.length === 0) return before;
  return {
    ...before,
    removed: without(before.removed, person),
    spent: back.reduce(
      (spent, { id, visitor }) => pushed(spent, { id, visitor }, bounds.spent),
      before.spent,
    ),
  };
}

/** Somebody may not write in the channel. */
export function silenced(before: Moderation, { id, visitor }: Person): Moderation {
  if (before.silenced.some((one) => one.id === id)) return before;
  return { ...before, silenced: pushed(before.silenced, { id, visitor }, bounds.silenced) };
}

export function unsilenced(before: Moderation, person: Person): Moderation {
  if (!includes(before.silenced, person)) return before;
  return { ...before, silenced: without(before.silenced, person) };
}

/** A host asks somebody to do something. It counts as asked now, also if it was asked before. */
export function asked(before: Moderation, ask: Ask): Moderation {
  const others = before.asks.filter((one) => one.id !== ask.id || one.ask !== ask.ask);
  return { ...before, asks: pushed(others, ask, bounds.asks) };
}

const without = <Entry extends Person>(entries: readonly Entry[], person: Person) =>
  entries.filter((one) => !isSamePerson(one, person));
