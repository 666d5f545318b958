import { log, roomTag } from '../aws/log.ts';
import { Pace } from '../aws/paced-calls.ts';
import { ProblemError } from '../http/problem-errors.ts';
import { forcedOff, invited, withoutHand } from '../rooms/moderation-changes.ts';
import {
  isHost,
  isRemoved,
  isSamePerson,
  maySpeak,
  STEP_BACK_MS,
  takeOffOf,
  type Person,
} from '../rooms/moderation.ts';
import { changeRoom, moderated, type RoomWriter } from '../rooms/room-changes.ts';
import { peopleOnStage, personOf, type Room } from '../rooms/room.ts';

export interface StageGuardOptions extends RoomWriter {
  /** Disconnects a participant from its stage, and makes its tokens worthless. */
  readonly disconnect: (stageArn: string, participantId: string) => Promise<void>;
  readonly now?: () => number;
  /** Default: as many calls a second as IVS allows. */
  readonly pace?: Pick<Pace, 'turn'>;
}

/** Most participants that one message disconnects; IVS allows 5 calls a second. The next refresh finds the others. */
const MAX_DISCONNECTS = 10;

/**
 * Sees to it that what hosts have decided holds for tokens that were signed before: IVS knows nothing of invitations, and
 * of removals only the participants whom we disconnect.
 */
export class StageGuard {
  readonly #options: StageGuardOptions & Required<Pick<StageGuardOptions, 'now' | 'pace'>>;

  constructor(options: StageGuardOptions) {
    this.#options = { now: Date.now, pace: new Pace({ deadline: Infinity }), ...options };
  }

  /** Disconnects participants of visitors who were removed. */
  async disconnectRemoved(room: Room, connected: readonly string[]): Promise<void> {
    const { moderation, stageArn } = room;
    if (moderation.removed.length === 0) return;
    const intruders = connected.filter((id) =>
      isRemoved(moderation, personOf(room, id), isHost(moderation, id)),
    );
    for (const id of intruders.slice(0, MAX_DISCONNECTS)) {
      await this.#disconnect(stageArn, id);
      await this.#options.channels?.disconnect(room, id);
      log.info('Intruder disconnected', { room: roomTag(room.id) });
    }
  }

  /**
   * Lowers the hands of people who have left, so that the queue is one of people who are there.
   * @param before - Hands that were raised later stay: IVS may not list their people yet. Epoch milliseconds.
   */
  async lowerHandsOfAbsent(
    room: Room,
    connected: readonly string[],
    before: number,
  ): Promise<void> {
    const isHere = (hand: Person) =>
      connected.includes(hand.id) || connected.some((id) => isSamePerson(personOf(room, id), hand));
    const gone = room.moderation.hands.filter((hand) => hand.at < before && !isHere(hand));
    if (gone.length === 0) return;
    try {
      await changeRoom(this.#options, room, (now) =>
        moderated(now, gone.reduce(withoutHand, now.moderation)),
      );
    } catch (error) {
      // The room has ended meanwhile.
      if (!(error instanceof ProblemError) || !error.code.startsWith('ROOM_')) throw error;
    }
  }

  /**
   * Takes people off the stage who may not be on it.
   * @param speakers - Who is on stage, and since when, in microseconds.
   */
  async clearStage(
    room: Room,
    speakers: readonly { readonly id: string; readonly at: number }[],
  ): Promise<void> {
    const { now } = this.#options;
    const unwanted = speakers
      .map(({ id, at }) => ({ ...personOf(room, id), since: at / 1000 }))
      .filter((person) => !maySpeak(room.moderation, person));
    for (const { since, ...person } of unwanted.slice(0, MAX_DISCONNECTS)) {
      const off = takeOffOf(room.moderation, person);
      // They came while the stage was open, but the event of it was late.
      if (!off && since < room.moderation.invitedSince) await this.#change(room, person, 'invite');
      // They were asked, and there is a message to check it.
      else if (!off || off.at + STEP_BACK_MS <= now()) await this.force(room, person);
    }
  }

  /** Takes somebody off the stage by force. The record comes first: whoever is disconnected asks for a token at once. */
  async force(room: Room, person: Person): Promise<void> {
    if (!(await this.#change(room, person, 'force'))) return;
    await this.#disconnect(room.stageArn, person.id);
    log.info('Taken off the stage by force', { room: roomTag(room.id) });
  }

  async #disconnect(stageArn: string, participantId: string): Promise<void> {
    const { disconnect, pace } = this.#options;
    await pace.turn();
    await disconnect(stageArn, participantId);
  }

  /** @returns whether the person may still not be on stage. */
  async #change(room: Room, person: Person, what: 'invite' | 'force'): Promise<boolean> {
    let unwanted = true;
    try {
      await changeRoom(this.#options, room, (before) => {
        unwanted = !maySpeak(before.moderation, person);
        if (!unwanted) return before;
        const { moderation } = before;
        return moderated(
          before,
          what === 'invite'
            ? invited(moderation, person, peopleOnStage(before))
            : forcedOff(moderation, person),
        );
      });
      return unwanted;
    } catch (error) {
      // The room has ended meanwhile, and everybody is disconnected.
      if (error instanceof ProblemError && error.code.startsWith('ROOM_')) return false;
      throw error;
    }
  }
}
