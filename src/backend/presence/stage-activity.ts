import {
  EventName,
  GetStageCommand,
  type IVSRealTimeClient,
  ListParticipantEventsCommand,
  ListParticipantsCommand,
  ParticipantState,
} from '@aws-sdk/client-ivs-realtime';
import { decodeUserId } from '../../api/names.ts';
import { isNotFound } from '../aws/aws-errors.ts';
import { Pace } from '../aws/paced-calls.ts';

export interface ConnectedParticipant {
  readonly id: string;
  /** Undefined if another application made the token. */
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

  /** @param newPace - Paces each operation: otherwise the sixth page of a big room would be throttled. */
  constructor(client: IVSRealTimeClient, newPace = () => new Pace({ deadline: Infinity })) {
    this.#client = client;
    this.#participantCalls = newPace();
    this.#eventCalls = newPace();
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
        const name = decodeUserId(userId ?? '');
        participants.push({ id, name, everPublished: published === true });
      }
      nextToken = answer.nextToken;
      if (!nextToken) return { participants, complete: true };
    }
    return { participants, complete: false };
  }

  /** Whether a participant is publishing, according to its most recent event. */
  async isPublishing(stageArn: string, sessionId: string, participantId: string): Promise<boolean> {
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
    return newest.started;
  }
}
