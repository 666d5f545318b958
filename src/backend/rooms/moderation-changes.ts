import {
  bounds,
  includes,
  isHost,
  isSamePerson,
  pushed,
  type Ask,
  type Moderation,
  type NamedPerson,
  type Person,
  type StageMode,
} from './moderation.ts';

// Each of these returns the same object if it changes nothing, so that a call can be repeated. `now` is in epoch
// milliseconds.

export interface Settings {
  readonly title?: string | undefined;
  readonly stage?: StageMode | undefined;
  readonly locked?: boolean | undefined;
}

/** @param onStage - Who is on stage: they stay there if the stage is by invitation from now on. */
export function withSettings(
  before: Moderation,
  { title = before.title, stage = before.stage, locked = before.locked }: Settings,
  { onStage, now }: { readonly onStage: readonly Person[]; readonly now: number },
): Moderation {
  if (title === before.title && stage === before.stage && locked === before.locked) return before;
  const closes = stage === 'invited' && before.stage === 'open';
  const changed = { ...before, title, stage, locked };
  return closes ? onStage.reduce(invited, { ...changed, invitedSince: now }) : changed;
}

/** Somebody joined with the host key. */
export function withHost(before: Moderation, { id, visitor, name }: NamedPerson): Moderation {
  if (isHost(before, id)) return before;
  return { ...before, hosts: pushed(before.hosts, { id, visitor, name }, bounds.hosts) };
}

/** There is a new host key. Who was a host may stay on stage, but is a host no more. */
export const withoutHosts = (before: Moderation): Moderation => ({
  ...before.hosts.reduce(invited, before),
  hosts: [],
});

/** A hand that is up keeps its place. */
export function withHand(
  before: Moderation,
  { id, name }: { readonly id: string; readonly name: string },
  now: number,
): Moderation {
  if (before.hands.some((hand) => hand.id === id)) return before;
  return { ...before, hands: pushed(before.hands, { id, name, at: now }, bounds.hands) };
}

export function withoutHand(before: Moderation, id: string): Moderation {
  if (!before.hands.some((hand) => hand.id === id)) return before;
  return { ...before, hands: before.hands.filter((hand) => hand.id !== id) };
}

/** Somebody lowers their own hand, or declines an invitation. */
export function declined(before: Moderation, person: Person): Moderation {
  const lowered = withoutHand(before, person.id);
  const { invitations } = lowered;
  if (!includes(invitations, person)) return lowered;
  return { ...lowered, invitations: without(invitations, person) };
}

/** Somebody may go on stage, whether it is by invitation or they were taken off it. */
export function invited(before: Moderation, { id, visitor }: Person): Moderation {
  const person = { id, visitor };
  const lowered = allowedOnStage(withoutHand(before, id), person);
  if (lowered.invitations.some((one) => one.id === id)) return lowered;
  return { ...lowered, invitations: pushed(lowered.invitations, person, bounds.invitations) };
}

/** Undoes that somebody was taken off the stage. */
export function allowedOnStage(before: Moderation, person: Person): Moderation {
  if (!includes(before.offStage, person)) return before;
  return { ...before, offStage: without(before.offStage, person) };
}

/** Somebody may not be on stage until a host invites them. */
export function takenOff(before: Moderation, { id, visitor }: Person, now: number): Moderation {
  const rest = declined(before, { id, visitor });
  if (rest.offStage.some((one) => one.id === id)) return rest;
  return { ...rest, offStage: pushed(rest.offStage, { id, visitor, at: now }, bounds.offStage) };
}

/** Somebody did not leave the stage by themselves, and is disconnected. */
export function forcedOff(before: Moderation, person: Person, now: number): Moderation {
  const off = takenOff(before, person, now);
  if (off.spent.includes(person.id)) return off;
  return { ...off, spent: pushed(off.spent, person.id, bounds.spent) };
}

/** Somebody may not be in the room. */
export function withoutPerson(before: Moderation, { id, visitor }: Person): Moderation {
  if (before.removed.some((one) => one.id === id)) return before;
  const person = { id, visitor };
  const rest = declined(before, person);
  return {
    ...rest,
    hosts: rest.hosts.filter((host) => host.id !== id),
    asks: rest.asks.filter((ask) => ask.id !== id),
    removed: pushed(rest.removed, person, bounds.removed),
  };
}

/** A host asks somebody to do something, for the last time now. */
export function asked(before: Moderation, ask: Ask): Moderation {
  const others = before.asks.filter((one) => one.id !== ask.id || one.ask !== ask.ask);
  return { ...before, asks: pushed(others, ask, bounds.asks) };
}

const without = <Entry extends Person>(entries: readonly Entry[], person: Person) =>
  entries.filter((one) => !isSamePerson(one, person));
