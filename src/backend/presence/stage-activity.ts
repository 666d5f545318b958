import {
  EventName,
  GetParticipantCommand,
  GetStageCommand,
  type IVSRealTimeClient,
  ListParticipantEventsCommand,
  ListParticipantsCommand,
  ParticipantState,
} from '@aws-sdk/client-ivs-realtime';
import { decodeName, encodeUserId, isShortened } from '../../api/name-claims.ts';
import { isAwsFailure, isNotFound } from '../aws/aws-errors.ts';
import { describeError, log } from '../aws/log.ts';
import { Pace } from '../aws/paced-calls.ts';

export interface ConnectedParticipant {
  readonly id: string;
  /** As in `user_id`, so a long one is shortened. Undefined if another application made the token. */
  readonly name: string | undefined;
  /** Has published at some time in this session. IVS does not list who is publishing now. */
  readonly everPublished: boolean;
}

export interface ConnectedParticipants {
  readonly participants: readonly ConnectedParticipant[];
  /** False if there are more participants than were listed. */
  readonly complete: boolean;
}

// 40 pages use up the account's quota of 5 calls a second for 8 s. Above that, the count means "at least 4,000".
const MAX_PAGES = 40;
const PAGE_SIZE = 100;

/** What IVS knows about the participants of a stage. Each operation is limited to 5 calls a second for the account. */
export class StageActivity {
  readonly #client: IVSRealTimeClient;
  readonly #participantCalls: Pace;
  readonly #eventCalls: Pace;
  readonly #nameCalls: Pace;

  /** @param newPace - Paces each operation: otherwise the sixth page of a big room would be throttled. */
  constructor(client: IVSRealTimeClient, newPace = () => new Pace({ deadline: Infinity })) {
    this.#client = client;
    this.#participantCalls = newPace();
    this.#eventCalls = newPace();
    this.#nameCalls = newPace();
  }

  /** @returns the id of the current session; undefined if nobody is in the stage, or it was deleted. */
  async session(stageArn: string): Promise<string | undefined> {
    try {
      const { stage } = await this.#client.send(new GetStageCommand({ arn: stageArn }));
      return stage?.activeSessionId || undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async connected(stageArn: string, sessionId: string): Promise<ConnectedParticipants> {
    const participants: ConnectedParticipant[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      await this.#participantCalls.turn();
      const answer = await this.#client.send(
        new ListParticipantsCommand({
          stageArn,
          sessionId,
          nextToken,
          maxResults: PAGE_SIZE,
          filterByState: ParticipantState.CONNECTED,
        }),
      );
      for (const { participantId: id, userId, published } of answer.participants ?? []) {
        if (id === undefined) continue;
        const name = decodeName(userId ?? '');
        participants.push({ id, name, everPublished: published === true });
      }
      nextToken = answer.nextToken;
      if (!nextToken) return { participants, complete: true };
    }
    return { participants, complete: false };
  }

  /**
   * @param name - From `user_id`. If it is shortened, the participant's attributes have the rest, which events and lists
   * leave out.
   * @returns the whole name; the shortened one if IVS doesn't tell, as an event must not fail because of it.
   */
  async wholeName(
    stageArn: string,
    sessionId: string,
    { participantId, name }: { readonly participantId: string; readonly name: string },
  ): Promise<string> {
    if (!isShortened(name)) return name;
    try {
      await this.#nameCalls.turn();
      const { participant } = await this.#client.send(
        new GetParticipantCommand({ stageArn, sessionId, participantId }),
      );
      return decodeName(encodeUserId(name), participant?.attributes) ?? name;
    } catch (error) {
      if (!isAwsFailure(error)) throw error;
      log.warn('Name left short', { error: describeError(error) });
      return name;
    }
  }

  /**
   * @returns since when a participant is publishing, according to its most recent event, in epoch milliseconds; undefined
   * if it is not.
   */
  async publishingSince(
    stageArn: string,
    sessionId: string,
    participantId: string,
  ): Promise<number | undefined> {
    let newest = { at: 0, started: false };
    let nextToken: string | undefined;
    do {
      await this.#eventCalls.turn();
      const answer = await this.#client.send(
        new ListParticipantEventsCommand({
          stageArn,
          sessionId,
          participantId,
          nextToken,
          maxResults: PAGE_SIZE,
        }),
      );
      for (const { name, eventTime } of answer.events ?? []) {
        const started = name === EventName.PUBLISH_STARTED;
        if (!started && name !== EventName.PUBLISH_STOPPED && name !== EventName.LEFT) continue;
        const at = eventTime?.getTime() ?? 0;
        // The order of the events is not documented.
        if (at >= newest.at) newest = { at, started };
      }
      nextToken = answer.nextToken;
    } while (nextToken);
    return newest.started ? newest.at : undefined;
  }
}
