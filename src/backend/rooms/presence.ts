/**
 * Who is on stage, as far as stage events and refreshes have told. Events may be lost, doubled, hours late or out of
 * order, so each person's state is a register that only a newer fact overwrites: any order of facts ends in the same
 * record. Everything here is bounded, so that no amount of coming and going can fill the item.
 */
export interface Presence {
  readonly speakers: ReadonlyMap<string, SpeakerState>;
  /** Microseconds. Facts about people who are not in `speakers` count only when they are newer than this. */
  readonly settledAt: number;
  readonly listeners: number;
  /** When `listeners` was counted, epoch milliseconds; 0: never. */
  readonly countedAt: number;
}

/** On stage or not, and the time of the fact that said so, in microseconds since the epoch. */
export type SpeakerState =
  | { readonly on: true; readonly at: number; readonly name: string }
  | { readonly on: false; readonly at: number };

export interface SpeakerFact {
  readonly participantId: string;
  readonly state: SpeakerState;
}

/** More than 12 can't be on stage, but a lost event can leave somebody there until the next refresh. */
export const MAX_ON_STAGE = 24;

/** People who left the stage, remembered so that a late "published" can't bring them back. */
export const MAX_LEFT = 48;

export const emptyPresence: Presence = {
  speakers: new Map(),
  settledAt: 0,
  listeners: 0,
  countedAt: 0,
};

/** The presence with these facts taken in; the very same object if they are no news. */
export function withFacts(presence: Presence, facts: readonly SpeakerFact[]): Presence {
  const speakers = new Map(presence.speakers);
  let news = false;
  for (const { participantId, state } of facts) {
    if (!isNews(state, speakers.get(participantId), presence.settledAt)) continue;
    speakers.set(participantId, state);
    news = true;
  }
  return news ? bounded({ ...presence, speakers }) : presence;
}

function isNews(state: SpeakerState, known: SpeakerState | undefined, settledAt: number): boolean {
  if (!known) return state.at > settledAt;
  // Of two facts with the same time "on" wins: a refresh takes a ghost off the stage, but can't see who is missing.
  return state.at > known.at || (state.at === known.at && state.on && !known.on);
}

/** Forgets the oldest facts above the limits, and remembers how old they were. */
function bounded(presence: Presence): Presence {
  const newestFirst = [...presence.speakers].sort(([, a], [, b]) => b.at - a.at);
  const on = newestFirst.filter(([, state]) => state.on);
  const left = newestFirst.filter(([, state]) => !state.on);
  const forgotten = [...on.slice(MAX_ON_STAGE), ...left.slice(MAX_LEFT)];
  if (forgotten.length === 0) return presence;
  return {
    ...presence,
    speakers: new Map([...on.slice(0, MAX_ON_STAGE), ...left.slice(0, MAX_LEFT)]),
    settledAt: Math.max(presence.settledAt, ...forgotten.map(([, state]) => state.at)),
  };
}

/** Who is on stage, in the order in which they came. */
export function onStage(presence: Presence): { id: string; name: string }[] {
  return [...presence.speakers]
    .flatMap(([id, state]) => (state.on ? [{ id, name: state.name, at: state.at }] : []))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id, name }) => ({ id, name }));
}

const REFRESH_SECONDS = 10;

/**
 * Milliseconds after which the count is stale. Big rooms are counted less often: 100 listeners are one ListParticipants
 * call, and the whole account has 5 a second, so a room gets one every two seconds at most.
 */
export function staleAfterMs({ listeners }: Presence): number {
  return Math.max(REFRESH_SECONDS, listeners / 50) * 1000;
}
