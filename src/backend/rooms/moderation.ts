/**
 * What hosts have decided about a room and its people, and what participants ask of them. All of it is bounded, so that
 * no number of calls can fill the record: {@link pushed} says what is dropped.
 */
export interface Moderation {
  /** Empty if there is none. */
  readonly title: string;
  readonly stage: StageMode;
  /** When the stage was last made one by invitation, in epoch milliseconds; 0 if never. */
  readonly invitedSince: number;
  readonly locked: boolean;
  /** Who may write in the channel; undefined if the room has none. */
  readonly chat?: ChatMode | undefined;
  /** Who has joined with the host key. */
  readonly hosts: readonly NamedPerson[];
  /** Who wants to speak, in the order of asking. A visitor has one hand, in however many tabs. */
  readonly hands: readonly Hand[];
  /** Who may go on stage although it is by invitation. */
  readonly invitations: readonly Person[];
  /** Who may not go on stage, although it is open. */
  readonly offStage: readonly OffStage[];
  /** Participants whom IVS has disconnected for good although they may listen: they need another id. */
  readonly spent: readonly Person[];
  /** Who may not be in the room. */
  readonly removed: readonly Removal[];
  /** Who may not write in the channel. */
  readonly silenced: readonly Person[];
  /** What hosts have asked participants to do by themselves. */
  readonly asks: readonly Ask[];
}

export type StageMode = 'open' | 'invited';

export type ChatMode = 'all' | 'stage' | 'off';

/** A participant, and who that is: the same visitor may have several participants, one after the other or at a time. */
export interface Person {
  readonly id: string;
  /** The visitor's tag; undefined if it is not known. */
  readonly visitor?: string | undefined;
}

export interface NamedPerson extends Person {
  /** At most 96 bytes: a long one is shortened. */
  readonly name: string;
}

export interface Hand extends NamedPerson {
  /** When it was raised, in epoch milliseconds. */
  readonly at: number;
}

export interface OffStage extends Person {
  /** When a host said so, in epoch milliseconds. */
  readonly at: number;
}

export interface Removal extends Person {
  /** At most 96 bytes; undefined if the record did not know it. */
  readonly name?: string | undefined;
  /** The id of the host who did it, if it is known. */
  readonly by?: string | undefined;
}

export interface Ask {
  readonly id: string;
  readonly ask: 'mute' | 'step-back';
  /** The id of the host who asks, if it is known. */
  readonly by?: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

export const bounds = {
  hosts: 20,
  hands: 50,
  invitations: 50,
  offStage: 50,
  spent: 50,
  removed: 200,
  silenced: 200,
  asks: 24,
} as const;

/** How long somebody who is asked to leave the stage may take, in milliseconds. */
export const STEP_BACK_MS = 3_000;

/** For how long an ask is shown, in milliseconds: whoever reads it later must not be muted by it. */
export const ASK_MS = 30_000;

export const openToAll: Moderation = {
  title: '',
  stage: 'open',
  invitedSince: 0,
  locked: false,
  hosts: [],
  hands: [],
  invitations: [],
  offStage: [],
  spent: [],
  removed: [],
  silenced: [],
  asks: [],
};

export const isHost = ({ hosts }: Moderation, id: string): boolean =>
  hosts.some((host) => host.id === id);

/**
 * @returns what keeps somebody out. Hosts are known by their participant alone: the host who tries a room in two tabs and
 * removes one of them is the same visitor in both.
 */
export const removalOf = (
  { removed }: Moderation,
  person: Person,
  host: boolean,
): Removal | undefined =>
  removed.findLast((one) => one.id === person.id || (!host && isSamePerson(one, person)));

export const isRemoved = (moderation: Moderation, person: Person, host: boolean): boolean =>
  removalOf(moderation, person, host) !== undefined;

/** Whether somebody may have a token that can publish. */
export function maySpeak(moderation: Moderation, person: Person): boolean {
  if (takeOffOf(moderation, person)) return false;
  const { stage, invitations } = moderation;
  return stage === 'open' || isHost(moderation, person.id) || includes(invitations, person);
}

/** @returns what bars somebody from the stage: for hosts, only if it was about this participant. */
export function takeOffOf(moderation: Moderation, person: Person): OffStage | undefined {
  const host = isHost(moderation, person.id);
  return moderation.offStage.findLast((one) =>
    host ? one.id === person.id : isSamePerson(one, person),
  );
}

/** Whether two participants are the same person, as far as is known. */
export const isSamePerson = (a: Person, b: Person): boolean =>
  a.id === b.id || (a.visitor !== undefined && a.visitor === b.visitor);

export const includes = (people: readonly Person[], person: Person): boolean =>
  people.some((one) => isSamePerson(one, person));

/**
 * Adds an entry as the newest. If there are too many then, one is dropped: the oldest of somebody who has a newer one,
 * else the oldest of somebody who is not on stage, and would not notice it at once.
 */
export function pushed<Entry extends Person>(
  entries: readonly Entry[],
  entry: Entry,
  most: number,
  onStage: readonly Person[] = [],
): readonly Entry[] {
  const all = [...entries, entry];
  if (all.length <= most) return all;
  const again = entries.find(
    (one) =>
      all.findLast((other) => isSamePerson(other, one)) !== one &&
      !onStage.some(({ id }) => id === one.id),
  );
  const dropped = again ?? entries.find((one) => !includes(onStage, one)) ?? entries[0];
  return all.filter((one) => one !== dropped);
}
