import type { Room } from '../../api/schemas.ts';
import type { ConnectionQuality, LeftReason, RoomParticipant, RoomSnapshot } from '../snapshot.ts';

/** All that can happen to a session, as it was reported: nothing here is a wish or a guess. */
export type RoomFact =
  | { type: 'joining'; name: string }
  | { type: 'admitted'; room: Room; id: string }
  | { type: 'connected'; fresh: boolean }
  | { type: 'interrupted' }
  | { type: 'speaker-joined'; id: string; name: string; muted: boolean }
  | { type: 'speaker-left'; id: string }
  | { type: 'speaker-muted'; id: string; muted: boolean }
  | { type: 'stream-added'; id: string; stream: MediaStream }
  | { type: 'stream-removed'; id: string }
  | { type: 'stage-wanted'; muted: boolean }
  | { type: 'stage-not-wanted' }
  | { type: 'published'; stream: MediaStream }
  | { type: 'unpublished' }
  | { type: 'self-muted'; muted: boolean }
  | { type: 'subscribers-counted'; count: number }
  | { type: 'listeners-settled' }
  | { type: 'room-read'; room: Room }
  | { type: 'quality-measured'; quality: ConnectionQuality | undefined }
  | { type: 'audio-blocked'; blocked: boolean }
  | { type: 'failed'; error: NonNullable<RoomSnapshot['error']> }
  | { type: 'left'; reason: LeftReason; error?: RoomSnapshot['error'] };

export interface RoomState {
  readonly snapshot: RoomSnapshot;
  /** Connected participants as the stage counts them, speakers included; undefined where it does not count. */
  readonly subscribers: number | undefined;
  /** Asked to be on stage, and not yet asked to step back. */
  readonly wanted: boolean;
}

export const initialState: RoomState = Object.freeze({
  snapshot: Object.freeze({
    phase: 'idle',
    reconnecting: false,
    quality: undefined,
    publishing: false,
    room: undefined,
    self: undefined,
    speakers: Object.freeze([]),
    listeners: 0,
    muted: false,
    audioBlocked: false,
    leftReason: undefined,
    error: undefined,
  }),
  subscribers: undefined,
  wanted: false,
});

/** The state after a fact; the very same snapshot where nothing that it shows has changed. */
export function reduce(state: RoomState, fact: RoomFact): RoomState {
  const { phase } = state.snapshot;
  if (phase === 'left') return state;
  if (phase === 'idle' && fact.type !== 'joining' && fact.type !== 'left') return state;
  if (phase === 'joining' && factsOfTheRoom.has(fact.type)) return state;
  const next = settle(state, apply(state, fact));
  return settledFacts.has(fact.type) ? countListeners(next) : next;
}

// What only somebody in the room can do or suffer.
const factsOfTheRoom = new Set<RoomFact['type']>([
  'interrupted',
  'stage-wanted',
  'published',
  'unpublished',
  'self-muted',
]);

const selfMuted = ({ speakers }: RoomSnapshot, muted: boolean): Change => ({
  muted,
  speakers: speakers.map((speaker) => (speaker.local ? { ...speaker, muted } : speaker)),
});

const steppedBack = ({ speakers }: RoomSnapshot): Change => ({
  phase: 'listening',
  speakers: speakers.filter(({ local }) => !local),
});

interface Change extends Partial<RoomSnapshot> {
  subscribers?: number;
  wanted?: boolean;
}

function apply({ snapshot, wanted }: RoomState, fact: RoomFact): Change {
  const { phase, self, speakers } = snapshot;
  switch (fact.type) {
    case 'joining':
      return phase === 'idle' ? { phase: 'joining', self: { id: '', name: fact.name } } : {};
    case 'admitted':
      // A token that could not be renewed is replaced by a new participant: the id may change, the name does not.
      return { room: fact.room, self: { id: fact.id, name: self?.name ?? '' } };
    case 'connected': {
      const entered: Change = {
        reconnecting: false,
        ...(phase === 'joining' && { phase: 'listening' }),
      };
      // A new stage announces everybody anew, and whom it does not announce has left meanwhile.
      return fact.fresh ? { ...entered, phase: 'listening', speakers: [] } : entered;
    }
    case 'interrupted':
      return { reconnecting: true, quality: undefined };
    case 'speaker-joined': {
      const { id, name, muted } = fact;
      if (id === self?.id) return {};
      const known = speakers.some((speaker) => speaker.id === id);
      return {
        speakers: known
          ? changeSpeaker(speakers, id, { name, muted })
          : [...speakers, { id, name, muted, local: false }],
      };
    }
    case 'speaker-left':
      return { speakers: speakers.filter(({ id, local }) => local || id !== fact.id) };
    case 'speaker-muted':
      return { speakers: changeSpeaker(speakers, fact.id, { muted: fact.muted }) };
    case 'stream-added':
      return { speakers: changeSpeaker(speakers, fact.id, { stream: fact.stream }) };
    case 'stream-removed':
      return { speakers: changeSpeaker(speakers, fact.id, { stream: undefined }) };
    case 'stage-wanted':
      return { ...selfMuted(snapshot, fact.muted), wanted: true, error: undefined };
    case 'stage-not-wanted':
      // Without a connection there is no stage that could report it; nobody hears this person any more.
      return { wanted: false, ...(snapshot.reconnecting && steppedBack(snapshot)) };
    case 'published': {
      if (!wanted) return {};
      const { muted } = snapshot;
      const me = {
        id: self?.id ?? '',
        name: self?.name ?? '',
        local: true,
        muted,
        stream: fact.stream,
      };
      // A swapped microphone keeps its place.
      const swapped = speakers.map((speaker) => (speaker.local ? me : speaker));
      return {
        phase: 'speaking',
        speakers: phase === 'speaking' ? swapped : [...speakers, me],
        error: undefined,
      };
    }
    case 'unpublished':
      return steppedBack(snapshot);
    case 'self-muted':
      return selfMuted(snapshot, fact.muted);
    case 'subscribers-counted':
      return { subscribers: fact.count };
    case 'listeners-settled':
      return {};
    case 'room-read':
      return { room: fact.room };
    case 'quality-measured':
      return snapshot.reconnecting ? {} : { quality: fact.quality };
    case 'audio-blocked':
      return { audioBlocked: fact.blocked };
    case 'failed':
      return { error: fact.error };
    case 'left':
      return {
        phase: 'left',
        leftReason: fact.reason,
        speakers: [],
        quality: undefined,
        reconnecting: false,
        audioBlocked: false,
        wanted: false,
        error: fact.error,
      };
  }
}

function changeSpeaker(
  speakers: readonly RoomParticipant[],
  id: string,
  change: Partial<Omit<RoomParticipant, 'stream'>> & { stream?: MediaStream | undefined },
): readonly RoomParticipant[] {
  return speakers.map((speaker) => {
    if (speaker.local || speaker.id !== id) return speaker;
    const { stream, ...rest } = { ...speaker, ...change };
    return stream ? { ...rest, stream } : rest;
  });
}

/** Applies a change, derives what follows from it, and keeps every part that is equal to what was there. */
function settle(state: RoomState, { subscribers, wanted, ...change }: Change): RoomState {
  const before = state.snapshot;
  const next = { subscribers: subscribers ?? state.subscribers, wanted: wanted ?? state.wanted };
  const shown = { ...before, ...change };
  const speakers = keepSame(before.speakers, shown.speakers);
  const onStage = shown.phase === 'speaking' || next.wanted;
  const snapshot: RoomSnapshot = {
    ...shown,
    speakers,
    room: isSameRoom(before.room, shown.room) ? before.room : Object.freeze(shown.room),
    self: isSame(before.self, shown.self) ? before.self : Object.freeze(shown.self),
    publishing: next.wanted && shown.phase !== 'speaking',
    muted: onStage && shown.muted,
  };
  return { ...next, snapshot: isSame(before, snapshot) ? before : Object.freeze(snapshot) };
}

// In between, numbers that came apart would show a listener too many or too few for a moment.
const settledFacts = new Set<RoomFact['type']>(['listeners-settled', 'room-read', 'admitted']);

function countListeners(state: RoomState): RoomState {
  const { snapshot, subscribers } = state;
  const listeners =
    subscribers === undefined
      ? (snapshot.room?.listeners ?? 0)
      : Math.max(0, subscribers - snapshot.speakers.length);
  if (listeners === snapshot.listeners) return state;
  return { ...state, snapshot: Object.freeze({ ...snapshot, listeners }) };
}

function keepSame(
  before: readonly RoomParticipant[],
  after: readonly RoomParticipant[],
): readonly RoomParticipant[] {
  const kept = after.map((speaker) => {
    const old = before.find(({ id }) => id === speaker.id);
    return old && isSame(old, speaker) ? old : Object.freeze(speaker);
  });
  const same = kept.length === before.length && kept.every((speaker, i) => speaker === before[i]);
  return same ? before : Object.freeze(kept);
}

function isSameRoom(a: Room | undefined, b: Room | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b); // as they came from the API, key by key
}

/** Equal in each of their own properties; for records that hold no others. */
function isSame(a: object | undefined, b: object | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size && left.every(([key, value]) => Object.is(right.get(key), value))
  );
}
