import type { Room } from '../../api/schemas.ts';
import { betterClosingTime } from '../api/closing-time.ts';
import type { RoomError } from '../room-error.ts';
import type { ConnectionQuality, RoomSnapshot } from '../snapshot.ts';
import { initialSnapshot } from './initial-snapshot.ts';
import type { RoomFact } from './room-fact.ts';
import { changeSpeaker, hosting, selfMuted, steppedBack, unheardAre } from './speakers.ts';
import { invitedAfter, peopleAfter, roomAfter } from './told.ts';
import { isSame, isSameRecord, isSameRoom, keepSame } from './same.ts';

export interface RoomState {
  readonly snapshot: RoomSnapshot;
  /** Whether this person asked to be on stage and has not stepped back. */
  readonly wanted: boolean;
  /** Whether the channel has told this participant that it is invited. Where the people are known, they say so. */
  readonly told: boolean;
}

export const initialState: RoomState = Object.freeze({
  snapshot: initialSnapshot,
  wanted: false,
  told: false,
});

/** Returns the state after a fact, with the same snapshot if nothing that it shows has changed. */
export function reduce(state: RoomState, fact: RoomFact): RoomState {
  const { phase } = state.snapshot;
  if (phase === 'left') return state;
  if (phase === 'idle' && fact.type !== 'joining' && fact.type !== 'left') return state;
  if (phase === 'joining' && factsOfTheRoom.has(fact.type)) return state;
  return settle(state, apply(state, fact));
}

// These can only happen in the room.
const factsOfTheRoom = new Set<RoomFact['type']>([
  'interrupted',
  'stage-wanted',
  'published',
  'unpublished',
  'self-muted',
]);

const describedBy = (
  { room, closesAt }: RoomSnapshot,
  fact: { readonly room: Room; readonly closesAt: number },
): Change => ({
  // An answer from a cache may be older than what is known.
  ...(!(room && fact.room.now < room.now) && { room: fact.room }),
  closesAt: betterClosingTime(closesAt, fact.closesAt),
});

interface Change extends Partial<RoomSnapshot> {
  wanted?: boolean;
  told?: boolean;
}

function apply({ snapshot, wanted, told }: RoomState, fact: RoomFact): Change {
  const { phase, self, speakers } = snapshot;
  switch (fact.type) {
    case 'joining':
      return phase === 'idle' ? { phase: 'joining', self: { id: '', name: fact.name } } : {};
    case 'admitted':
      // If a token can't be renewed, a new participant with the same name joins.
      return {
        ...describedBy(snapshot, fact),
        ...hosting(snapshot, fact.host),
        self: { id: fact.id, name: self?.name ?? '' },
      };
    case 'host-changed':
      return hosting(snapshot, fact.host);
    case 'people-read':
      return { people: fact.people };
    case 'told': {
      const { event, sentAt } = fact;
      const { room, people } = snapshot;
      return {
        ...(room && { room: roomAfter(room, event, sentAt) }),
        ...(people && { people: peopleAfter(people, event) }),
        told: invitedAfter(told, event, self?.id),
      };
    }
    case 'channel-changed':
      return { channel: fact.channel };
    case 'removed-read':
      return { removed: Object.freeze(fact.removed) };
    case 'host-asked':
      return { hostAsk: Object.freeze(fact.ask) };
    case 'connected': {
      const entered: Change = {
        reconnecting: false,
        ...(phase === 'joining' && { phase: 'listening' }),
      };
      // A new connection announces all speakers. Those that it does not announce have left.
      return fact.fresh ? { ...entered, phase: 'listening', speakers: [] } : entered;
    }
    case 'interrupted':
      return { reconnecting: true, quality: undefined, speakers: unheardAre(speakers, []) };
    case 'speaker-joined': {
      const { id, name, host, muted } = fact;
      if (id === self?.id) return {};
      const known = speakers.some((speaker) => speaker.id === id);
      return {
        speakers: known
          ? changeSpeaker(speakers, id, { name, host, muted })
          : [...speakers, { id, name, host, muted, local: false, unheard: false }],
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
      // Without a connection no `unpublished` will follow, and nobody hears this person any more.
      return { wanted: false, ...(snapshot.reconnecting && steppedBack(snapshot)) };
    case 'published': {
      if (!wanted) return {};
      const { muted } = snapshot;
      const me = {
        id: self?.id ?? '',
        name: self?.name ?? '',
        host: snapshot.host,
        local: true,
        muted,
        unheard: false,
        stream: fact.stream,
      };
      // Another microphone keeps its place in the order.
      const swapped = speakers.map((speaker) => (speaker.local ? me : speaker));
      return {
        phase: 'speaking',
        speakers: phase === 'speaking' ? swapped : [...speakers, me],
        // Whoever was muted because their microphone is gone needs to know, although there is another one.
        error: muted && isMicrophoneError(snapshot.error) ? snapshot.error : undefined,
      };
    }
    case 'unpublished':
      return steppedBack(snapshot);
    case 'self-muted': {
      const solved = !fact.muted && isMicrophoneError(snapshot.error);
      return { ...selfMuted(snapshot, fact.muted), ...(solved && { error: undefined }) };
    }
    case 'listeners-counted':
      return { listeners: fact.listeners };
    case 'room-read':
      return describedBy(snapshot, fact);
    case 'quality-measured':
      return snapshot.reconnecting ? {} : { quality: fact.quality };
    case 'reception-measured':
      if (snapshot.reconnecting) return {};
      return { receptionBlocked: fact.blocked, speakers: unheardAre(speakers, fact.unheard) };
    case 'audio-blocked':
      return { audioBlocked: fact.blocked };
    case 'audio-paused':
      return { audioPaused: fact.paused };
    case 'output-changed':
      return { outputId: fact.id, outputLost: fact.lost };
    case 'microphone-paused':
      return { microphonePaused: fact.paused };
    case 'failed':
      return { error: shownError(fact.error) };
    case 'left':
      return {
        phase: 'left',
        leftReason: fact.reason,
        removedBy: fact.by,
        speakers: [],
        quality: undefined,
        reconnecting: false,
        audioBlocked: false,
        audioPaused: false,
        wanted: false,
        error: fact.error && shownError(fact.error),
      };
  }
}

const isMicrophoneError = (error: RoomSnapshot['error']): boolean =>
  error?.code.startsWith('MICROPHONE_') ?? false;

const shownError = ({ code, message }: RoomError): RoomSnapshot['error'] =>
  Object.freeze({ code, message });

/**
 * What the SDK measures where nothing arrives is no quality. A connection that was lost stays so: while it is made anew
 * there is nothing to measure.
 */
function qualityUnheard(
  before: RoomSnapshot,
  { quality }: RoomSnapshot,
): ConnectionQuality | undefined {
  return before.quality === 'lost' || quality === 'lost' ? 'lost' : undefined;
}

/** The place of this participant's hand, from 1. */
function placeOf({ people, self }: RoomSnapshot): number | undefined {
  const index = people?.hands.findIndex(({ id }) => id === self?.id) ?? -1;
  return index < 0 ? undefined : index + 1;
}

/** Applies a change, derives what follows from it, and keeps each part that is equal to the one before. */
function settle(
  state: RoomState,
  { wanted = state.wanted, told = state.told, ...change }: Change,
): RoomState {
  const before = state.snapshot;
  const shown = { ...before, ...change };
  const speakers = keepSame(before.speakers, shown.speakers);
  const onStage = shown.phase === 'speaking' || wanted;
  const expected = speakers.filter(({ local, muted }) => !local && !muted);
  const hearsNobody = expected.length > 0 && expected.every(({ unheard }) => unheard);
  const snapshot: RoomSnapshot = {
    ...shown,
    speakers,
    room: isSameRoom(before.room, shown.room) ? before.room : Object.freeze(shown.room),
    self: isSame(before.self, shown.self) ? before.self : Object.freeze(shown.self),
    people: isSameRecord(before.people, shown.people) ? before.people : Object.freeze(shown.people),
    handPlace: placeOf(shown),
    invited: shown.people?.invited.includes(shown.self?.id ?? '') ?? told,
    publishing: wanted && shown.phase !== 'speaking',
    muted: onStage && shown.muted,
    microphonePaused: onStage && shown.microphonePaused,
    quality: hearsNobody ? qualityUnheard(before, shown) : shown.quality,
    receptionBlocked: shown.receptionBlocked && speakers.some(({ unheard }) => unheard),
  };
  return { wanted, told, snapshot: isSame(before, snapshot) ? before : Object.freeze(snapshot) };
}
