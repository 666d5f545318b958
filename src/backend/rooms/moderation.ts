/**
 * What hosts have decided about a room and its people, and what participants ask of them. All of it is bounded, so that
 * no number of calls can fill the record: of each list the oldest entries are dropped.
 */
export interface Moderation {
  /** Empty if there is none. */
  readonly title: string;
  readonly stage: StageMode;
  readonly locked: boolean;
  /** Who has joined with the host key. */
  readonly hosts: readonly NamedPerson[];
  /** Who may go on stage although it is by invitation. */
  readonly invitations: readonly Person[];
}

export type StageMode = 'open' | 'invited';

/** A participant, and who that is: the same visitor may have several participants, one after the other or at a time. */
export interface Person {
  readonly id: string;
  /** The visitor's tag; undefined if it is not known. */
  readonly visitor?: string | undefined;
}

export interface NamedPerson extends Person {
  readonly name: string;
}

const MAX_HOSTS = 20;
const MAX_INVITATIONS = 50;

export const openToAll: Moderation = {
  title: '',
  stage: 'open',
  locked: false,
  hosts: [],
  invitations: [],
};

export interface Settings {
  readonly title?: string | undefined;
  readonly stage?: StageMode | undefined;
  readonly locked?: boolean | undefined;
}

// Each of these returns the same object if it changes nothing, so that a call can be repeated.

/** @param onStage - Who is on stage: they stay there if the stage is by invitation from now on. */
export function withSettings(
  before: Moderation,
  { title = before.title, stage = before.stage, locked = before.locked }: Settings,
  onStage: readonly Person[] = [],
): Moderation {
  const closes = stage === 'invited' && before.stage === 'open';
  if (title === before.title && stage === before.stage && locked === before.locked) return before;
  const invitations = closes ? onStage.reduce(added, before.invitations) : before.invitations;
  return { ...before, title, stage, locked, invitations: newest(invitations, MAX_INVITATIONS) };
}

/** Somebody joined with the host key. */
export function withHost(before: Moderation, host: NamedPerson): Moderation {
  if (isHost(before, host.id)) return before;
  return { ...before, hosts: newest([...before.hosts, host], MAX_HOSTS) };
}

/** There is a new host key. Who was a host may stay on stage, but is a host no more. */
export function withoutHosts(before: Moderation): Moderation {
  const invitations = newest(before.hosts.reduce(added, before.invitations), MAX_INVITATIONS);
  return { ...before, hosts: [], invitations };
}

const isHost = ({ hosts }: Moderation, id: string): boolean => hosts.some((host) => host.id === id);

/** Whether somebody may have a token that can publish. */
export const maySpeak = (moderation: Moderation, person: Person): boolean =>
  moderation.stage === 'open' ||
  isHost(moderation, person.id) ||
  includes(moderation.invitations, person);

/** Whether two participants are the same person, as far as is known. */
const isSamePerson = (a: Person, b: Person): boolean =>
  a.id === b.id || (a.visitor !== undefined && a.visitor === b.visitor);

const includes = (people: readonly Person[], person: Person): boolean =>
  people.some((one) => isSamePerson(one, person));

const added = (people: readonly Person[], { id, visitor }: Person): readonly Person[] =>
  people.some((one) => one.id === id) ? people : [...people, { id, visitor }];

const newest = <Entry>(entries: readonly Entry[], most: number): readonly Entry[] =>
  entries.length > most ? entries.slice(-most) : entries;
