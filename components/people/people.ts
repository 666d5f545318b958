import type { RoomSnapshot } from '../../src/client/snapshot.ts';

/** Somebody in the room, as the panel of people shows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Whether this is the person in this browser. */
  readonly local: boolean;
  readonly host: boolean;
  readonly onStage: boolean;
  readonly muted: boolean;
  /** Whether they may go on stage although it is by invitation. */
  readonly invited: boolean;
  /** Whether the right to write was taken from them; undefined if they have none: of hosts, and in a room without a channel. */
  readonly silenced: boolean | undefined;
  /** Full minutes since they raised their hand; undefined if it is not raised. */
  readonly waits?: number;
}

export interface People {
  readonly stage: readonly Person[];
  /** In the order of raising. */
  readonly hands: readonly Person[];
  readonly audience: readonly Person[];
  /** How many more listen, whose names are not known. */
  readonly more: number;
}

/** Everybody in the room, each once: on stage, else with a raised hand, else listening. */
export function peopleIn(snapshot: RoomSnapshot): People {
  const { self, room, people, speakers, listeners } = snapshot;
  const hosts = new Set(room?.hosts.map(({ id }) => id));
  const invited = new Set(people?.invited);
  const silenced = new Set(people?.silenced);
  const now = serverTime(snapshot);
  const seen = new Set<string>();
  const person = (id: string, name: string, rest: Partial<Person> = {}): Person => ({
    id,
    name,
    local: id === self?.id,
    host: hosts.has(id),
    onStage: false,
    muted: false,
    invited: invited.has(id),
    silenced: room?.chat && !hosts.has(id) ? silenced.has(id) : undefined,
    ...rest,
  });
  const isNew = ({ id }: { readonly id: string }) => !seen.has(id) && seen.add(id);
  const stage = speakers
    .filter(isNew)
    .map(({ id, name, local, host, muted }) =>
      person(id, name, { local, host, muted, onStage: true, invited: false }),
    );
  const hands = (people?.hands ?? []).filter(isNew).map(({ id, name, raisedAt }) => {
    const waits = Math.max(0, Math.floor((now - Date.parse(raisedAt)) / 60_000));
    return person(id, name, { waits });
  });
  const me = self && snapshot.phase === 'listening' ? [self] : [];
  const audience = [...me, ...(people?.audience ?? [])].filter(isNew).map(({ id, name }) => {
    const local = id === self?.id;
    return person(id, name, local ? { host: snapshot.host } : {});
  });
  return { stage, hands, audience, more: Math.max(0, listeners - hands.length - audience.length) };
}

/** The time by the server's clock, in ms since 1970: that of this machine may be wrong. */
const serverTime = ({ room, closesAt = 0 }: RoomSnapshot): number =>
  Date.parse(room?.expiresAt ?? '') - (closesAt - performance.now());

/** Whether this person listens, and needs an invitation to go on stage. */
export const needsInvitation = ({ phase, host, room, invited }: RoomSnapshot): boolean =>
  phase === 'listening' && !host && !invited && room?.stage === 'invited';

/** Whether a host has invited this person to the stage, and they are not on it. */
export const isInvited = ({ phase, invited, publishing }: RoomSnapshot): boolean =>
  phase === 'listening' && invited && !publishing;
