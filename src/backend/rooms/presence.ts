/**
 * Who is on stage and how many listen, according to stage events and refreshes. Events may be lost, duplicated, hours
 * late or out of order, so the state of each participant is a register that only a newer fact overwrites: facts in any
 * order end in the same record. All of it is bounded, so that no amount of joining and leaving can fill the item.
 */
export interface Presence {
  readonly speakers: ReadonlyMap<string, SpeakerState>;
  /** Microseconds. A fact about somebody who is not in `speakers` counts only if it is newer than this. */
  readonly settledAt: number;
  readonly listeners: number;
  /** Some of those who were connected at the last count, at most {@link MAX_AUDIENCE}. */
  readonly audience: readonly { readonly id: string; readonly name: string }[];
  /** When `listeners` was counted, in epoch milliseconds; 0 if never. */
  readonly countedAt: number;
}

/** On stage or not, and when that fact was observed, in microseconds since the epoch. */
export type SpeakerState =
  | { readonly on: true; readonly at: number; readonly name: string }
  | { readonly on: false; readonly at: number };

export interface SpeakerFact {
  readonly participantId: string;
  readonly state: SpeakerState;
  /** The session of the event, in which IVS knows more of the participant. */
  readonly sessionId?: string;
}

/** IVS has at most 12 on stage, but after a lost event somebody can stay in the record until the next refresh. */
export const MAX_ON_STAGE = 24;

/** Participants who left the stage, remembered so that a late "published" event can't bring them back. */
export const MAX_LEFT = 48;

/** How many of the listeners a record names. With 40 characters of 3 bytes each, they take 9 KB of it. */
export const MAX_AUDIENCE = 50;

export const emptyPresence: Presence = {
  speakers: new Map(),
  settledAt: 0,
  listeners: 0,
  audience: [],
  countedAt: 0,
};

/** Presence with these facts added. @returns the same object if they change nothing. */
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
  // At the same time, "on" wins: a refresh can take somebody off the stage who has gone, but can't find who is missing.
  return state.at > known.at || (state.at === known.at && state.on && !known.on);
}

/** Drops the oldest facts above the limits, and notes how old they were. */
function bounded(presence: Presence): Presence {
  const newestFirst = [...presence.speakers].sort(([, a], [, b]) => b.at - a.at);
  const on = newestFirst.filter(([, state]) => state.on);
  const left = newestFirst.filter(([, state]) => !state.on);
  const dropped = [...on.slice(MAX_ON_STAGE), ...left.slice(MAX_LEFT)];
  if (dropped.length === 0) return presence;
  return {
    ...presence,
    speakers: new Map([...on.slice(0, MAX_ON_STAGE), ...left.slice(0, MAX_LEFT)]),
    settledAt: Math.max(presence.settledAt, ...dropped.map(([, state]) => state.at)),
  };
}

/** Who is on stage, in order of arrival. */
export function onStage(presence: Presence): { id: string; name: string }[] {
  return [...presence.speakers]
    .flatMap(([id, state]) => (state.on ? [{ id, name: state.name, at: state.at }] : []))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id, name }) => ({ id, name }));
}

const REFRESH_SECONDS = 10;

/**
 * Milliseconds after which the count is stale. Big rooms are counted less often: ListParticipants returns 100 participants
 * a call, and the account has 5 calls a second, so that each room gets at most one call every two seconds.
 */
export function staleAfterMs({ listeners }: Presence): number {
  return Math.max(REFRESH_SECONDS, listeners / 50) * 1000;
}
