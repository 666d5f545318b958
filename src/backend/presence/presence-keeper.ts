import { completes } from '../../api/name-claims.ts';
import { isThrottling } from '../aws/aws-errors.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import { MAX_AUDIENCE, withFacts, type Presence, type SpeakerFact } from '../rooms/presence.ts';
import type { RoomTable } from '../rooms/room-table.ts';
import { peopleOnStage, personOf, type Room } from '../rooms/room.ts';
import { isSamePerson, maySpeak, STEP_BACK_MS, takeOffOf } from '../rooms/moderation.ts';
import type { ConnectedParticipant, StageActivity } from './stage-activity.ts';
import type { StageGuard } from './stage-guard.ts';

// Two writers of one room are rare, as the queue serializes them; five collisions in a row mean that something is wrong.
const MAX_WRITES = 5;

/** IVS may list changes late, so what a refresh finds counts as of this long before it asked. */
const LISTING_LAG_MS = 10_000;

/** After this long, a participant's last event is checked again, as a later one may have been lost. */
const DOUBT_AFTER_MS = 300_000;

/** Most participants checked one by one in a refresh; the next one checks the others. */
const MAX_CHECKS = 10;

/** Keeps the presence in a room's record up to date. */
export class PresenceKeeper {
  readonly #table: RoomTable;
  readonly #activity: StageActivity;
  readonly #guard: StageGuard;
  readonly #now: () => number;

  constructor(
    table: RoomTable,
    activity: StageActivity,
    guard: StageGuard,
    now: () => number = Date.now,
  ) {
    this.#table = table;
    this.#activity = activity;
    this.#guard = guard;
    this.#now = now;
  }

  /** Adds what stage events said. A stage without a record is not ours, or its room has ended: nothing changes. */
  async addFacts(stageArn: string, facts: readonly SpeakerFact[]): Promise<void> {
    const room = await this.#read(stageArn);
    if (!room) return;
    const complete = await Promise.all(facts.map((fact) => this.#withWholeName(room, fact)));
    const presence = await this.#write(stageArn, (known) => withFacts(known, complete), room);
    const speakers = speakersOf(presence, facts);
    await this.#guard.disconnectRemoved(room, idsOf(speakers));
    await this.#guard.clearStage(room, speakers);
  }

  async #withWholeName({ stageArn, presence }: Room, fact: SpeakerFact): Promise<SpeakerFact> {
    const { participantId, state, sessionId } = fact;
    if (!state.on || sessionId === undefined) return fact;
    // An event that changes nothing needs no call.
    if (withFacts(presence, [fact]) === presence) return fact;
    const known = presence.speakers.get(participantId);
    const person = { participantId, name: state.name };
    const name =
      known?.on && completes(known.name, state.name)
        ? known.name
        : await this.#activity.wholeName(stageArn, sessionId, person);
    return { ...fact, state: { ...state, name } };
  }

  /** Counts the listeners, and takes speakers off the stage who are not there. */
  async refresh(stageArn: string): Promise<void> {
    const room = await this.#read(stageArn);
    if (!room) return;
    const askedAt = this.#now();
    const counted = await this.#count(room, askedAt);
    if (!counted) return;
    const { presence, connected, complete, since } = counted;
    const ids = idsOf(connected);
    // If IVS throttles these, the message fails and is tried again: nobody would ask for a count that is fresh.
    await this.#guard.disconnectRemoved(room, ids);
    if (complete) await this.#guard.lowerHandsOfAbsent(room, ids, askedAt - LISTING_LAG_MS);
    const speakers = speakersOf(presence).filter(({ id }) => ids.includes(id));
    await this.#guard.clearStage(
      room,
      speakers.map(({ id, at }) => ({ id, at: since.get(id) ?? at })),
    );
  }

  /** @returns undefined if IVS throttles it. */
  async #count(
    room: Room,
    askedAt: number,
  ): Promise<(Observation & { presence: Presence | undefined }) | undefined> {
    try {
      const { facts, connected, complete, since } = await this.#observe(room, askedAt);
      const change = (known: Presence) => {
        if (known.countedAt >= askedAt) return known; // a later refresh has already written
        const presence = withFacts(known, facts);
        const speaking = connected.filter(({ id }) => presence.speakers.get(id)?.on === true);
        const listeners = connected.length - speaking.length;
        const audience = audienceOf(connected, presence);
        return { ...presence, listeners, audience, countedAt: askedAt };
      };
      const presence = await this.#write(room.stageArn, change, room);
      return { presence, facts, connected, complete, since };
    } catch (error) {
      // The record stays stale, so the next view of the lobby asks again. Failing would hold up the room's events.
      if (!isThrottling(error)) throw error;
      log.warn('Refresh postponed', { room: roomTag(room.id), error: describeError(error) });
      return undefined;
    }
  }

  /** Takes somebody off the stage by force who was asked to leave it, and is still there in this or another tab. */
  async checkStage(stageArn: string, participantId: string): Promise<void> {
    const room = await this.#read(stageArn);
    if (!room) return;
    const asked = personOf(room, participantId);
    const others = peopleOnStage(room).filter(
      (one) => one.id !== participantId && isSamePerson(one, asked),
    );
    const unwanted = [asked, ...others].filter((one) => {
      if (maySpeak(room.moderation, one)) return false; // invited again
      const { at = 0 } = takeOffOf(room.moderation, one) ?? {};
      if (at + STEP_BACK_MS > this.#now()) return false; // taken off again: another message checks that
      const state = room.presence.speakers.get(one.id);
      return state?.on !== false || state.at < at * 1000; // IVS may list late that somebody has obeyed
    });
    const session = unwanted.length > 0 ? await this.#activity.session(stageArn) : undefined;
    if (session === undefined) return;
    for (const person of unwanted) {
      const since = await this.#activity.publishingSince(stageArn, session, person.id);
      if (since !== undefined) await this.#guard.force(room, person);
    }
  }

  async #observe(room: Room, askedAt: number): Promise<Observation> {
    const session = await this.#activity.session(room.stageArn);
    const { participants: connected, complete } = session
      ? await this.#activity.connected(room.stageArn, session)
      : { participants: [], complete: true };
    const at = (askedAt - LISTING_LAG_MS) * 1000;
    const facts = complete ? absences(room.presence, connected, at) : [];
    const { stageArn } = room;
    const since = new Map<string, number>();
    for (const { id: participantId, name = '' } of doubtful(room.presence, connected, at)) {
      const start = await this.#activity.publishingSince(stageArn, session ?? '', participantId);
      const on = start !== undefined;
      if (on) since.set(participantId, start * 1000);
      const fact = { participantId, state: on ? { on, at, name } : { on, at } };
      facts.push(await this.#withWholeName(room, session ? { ...fact, sessionId: session } : fact));
    }
    return { connected, facts, complete, since };
  }

  /**
   * Reads, changes and writes, again if another writer came in between.
   * @param known - The room, if it has just been read.
   * @returns the presence as it is now; undefined if the room is gone.
   */
  async #write(
    stageArn: string,
    change: (presence: Presence) => Presence,
    known?: Room,
  ): Promise<Presence | undefined> {
    for (let tries = 0; tries < MAX_WRITES; tries++) {
      const room = tries === 0 && known ? known : await this.#read(stageArn);
      if (!room) return undefined;
      const presence = change(room.presence);
      if (presence === room.presence) return presence;
      if (await this.#table.updatePresence(room, presence)) return presence;
    }
    throw new Error(
      'The room record changed before each write. The message will be delivered again.',
    );
  }

  async #read(stageArn: string): Promise<Room | undefined> {
    const room = await this.#table.get(stageArn.slice(stageArn.lastIndexOf('/') + 1));
    return room?.stageArn === stageArn ? room : undefined;
  }
}

interface Observation {
  readonly connected: readonly ConnectedParticipant[];
  readonly facts: readonly SpeakerFact[];
  /** Whether these are all who are connected. */
  readonly complete: boolean;
  /** Since when those are on stage who were checked one by one, in microseconds. */
  readonly since: ReadonlyMap<string, number>;
}

const idsOf = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id);

/** Who is on stage, and since when. @param facts - If given, only those whom these facts brought there. */
function speakersOf(
  presence: Presence | undefined,
  facts?: readonly SpeakerFact[],
): { id: string; at: number }[] {
  const named = facts && new Set(facts.map(({ participantId }) => participantId));
  return [...(presence?.speakers ?? [])]
    .filter(([id, { on }]) => on && named?.has(id) !== false)
    .map(([id, { at }]) => ({ id, at }));
}

/** Some of those who listen, with the names that fit into `user_id`. */
function audienceOf(
  connected: readonly ConnectedParticipant[],
  { speakers }: Presence,
): Presence['audience'] {
  return connected
    .filter(({ id }) => speakers.get(id)?.on !== true)
    .flatMap(({ id, name }) => (name === undefined ? [] : [{ id, name }]))
    .slice(0, MAX_AUDIENCE);
}

/** Speakers who are no longer connected: their "unpublished" event was lost, or is late. */
function absences(
  presence: Presence,
  connected: readonly ConnectedParticipant[],
  at: number,
): SpeakerFact[] {
  const present = new Set(connected.map(({ id }) => id));
  return [...presence.speakers]
    .filter(([id, { on }]) => on && !present.has(id))
    .map(([participantId]) => ({ participantId, state: { on: false, at } }));
}

/** Participants who have published, and whose last event is old or was never seen; the oldest first. */
function doubtful(
  { speakers }: Presence,
  connected: readonly ConnectedParticipant[],
  at: number,
): ConnectedParticipant[] {
  const lastEventAt = (id: string) => speakers.get(id)?.at ?? 0;
  return connected
    .filter(({ id, name, everPublished }) => {
      return everPublished && name !== undefined && lastEventAt(id) <= at - DOUBT_AFTER_MS * 1000;
    })
    .sort((a, b) => lastEventAt(a.id) - lastEventAt(b.id))
    .slice(0, MAX_CHECKS);
}
