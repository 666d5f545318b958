import { isThrottling } from '../problem-errors.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import { withFacts, type Presence, type SpeakerFact } from '../rooms/presence.ts';
import type { RoomTable } from '../rooms/room-table.ts';
import type { Room } from '../rooms/room.ts';
import type { ConnectedParticipant, StageActivity } from './stage-activity.ts';

// Two writers of one room are rare (the queue serialises them); a third collision in a row means something is wrong.
const MAX_WRITES = 5;

/** IVS may take a moment to list what happened: what a refresh finds counts as of this long before it asked. */
const LISTING_LAG_MS = 10_000;

/** What was last heard of somebody's microphone is asked again after this long: the event that changed it may be lost. */
const DOUBT_AFTER_MS = 300_000;

/** Questions about single people in one refresh; the rest is asked in the next. */
const MAX_QUESTIONS = 10;

/** Keeps the presence of a room's record true. */
export class RoomPresence {
  readonly #table: RoomTable;
  readonly #activity: StageActivity;
  readonly #now: () => number;

  constructor(table: RoomTable, activity: StageActivity, now: () => number = Date.now) {
    this.#table = table;
    this.#activity = activity;
    this.#now = now;
  }

  /** Takes in what stage events said. A stage that has no record is not ours, or its room is over. */
  async learn(stageArn: string, facts: readonly SpeakerFact[]): Promise<void> {
    await this.#write(stageArn, (presence) => withFacts(presence, facts));
  }

  /** Counts who is there, and takes from the stage who is not. */
  async refresh(stageArn: string): Promise<void> {
    const room = await this.#read(stageArn);
    if (!room) return;
    const askedAt = this.#now();
    try {
      const { facts, connected } = await this.#ask(room, askedAt);
      const change = (known: Presence) => {
        if (known.countedAt >= askedAt) return known; // a later refresh was quicker
        const presence = withFacts(known, facts);
        const speaking = connected.filter(({ id }) => presence.speakers.get(id)?.on === true);
        const listeners = connected.length - speaking.length;
        return { ...presence, listeners, countedAt: askedAt };
      };
      await this.#write(stageArn, change, room);
    } catch (error) {
      // The record stays stale, so the next look at the lobby asks again. To fail would hold up the room's events.
      if (!isThrottling(error)) throw error;
      log.warn('Refresh put off', { room: roomTag(room.id), error: describeError(error) });
    }
  }

  async #ask(room: Room, askedAt: number): Promise<Answer> {
    const session = await this.#activity.session(room.stageArn);
    const { participants: connected, complete } = session
      ? await this.#activity.connected(room.stageArn, session)
      : { participants: [], complete: true };
    const at = (askedAt - LISTING_LAG_MS) * 1000;
    const facts = complete ? absences(room.presence, connected, at) : [];
    for (const { id, name = '' } of doubtful(room.presence, connected, at)) {
      const on = await this.#activity.isPublishing(room.stageArn, session ?? '', id);
      facts.push({ participantId: id, state: on ? { on, at, name } : { on, at } });
    }
    return { connected, facts };
  }

  /** Reads, changes and writes until no other writer came between. @param known - The room, if it was read before. */
  async #write(
    stageArn: string,
    change: (presence: Presence) => Presence,
    known?: Room,
  ): Promise<void> {
    for (let tries = 0; tries < MAX_WRITES; tries++) {
      const room = tries === 0 && known ? known : await this.#read(stageArn);
      if (!room) return;
      const presence = change(room.presence);
      if (presence === room.presence) return;
      if (await this.#table.updatePresence(room, presence)) return;
    }
    throw new Error('The room record changed under every write. The message will come again.');
  }

  async #read(stageArn: string): Promise<Room | undefined> {
    const room = await this.#table.get(stageArn.slice(stageArn.lastIndexOf('/') + 1));
    return room?.stageArn === stageArn ? room : undefined;
  }
}

interface Answer {
  readonly connected: readonly ConnectedParticipant[];
  readonly facts: readonly SpeakerFact[];
}

/** Speakers who are not connected any more: their "unpublished" was lost, or is late. */
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

/** Who has published and was not heard of for a while, longest ago first; who was never heard of, before all. */
function doubtful(
  { speakers }: Presence,
  connected: readonly ConnectedParticipant[],
  at: number,
): ConnectedParticipant[] {
  const lastHeard = (id: string) => speakers.get(id)?.at ?? 0;
  return connected
    .filter(({ id, name, everPublished }) => {
      return everPublished && name !== undefined && lastHeard(id) <= at - DOUBT_AFTER_MS * 1000;
    })
    .sort((a, b) => lastHeard(a.id) - lastHeard(b.id))
    .slice(0, MAX_QUESTIONS);
}
