import {
  CreateStageCommand,
  DeleteStageCommand,
  type IVSRealTimeClient,
  ListStagesCommand,
} from '@aws-sdk/client-ivs-realtime';
import { isNotFound } from '../aws/aws-errors.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../functions.ts';

/** What a room's record stores about its stage. */
export interface RoomStage {
  readonly id: string;
  readonly arn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
}

/** A stage of this deployment, as listed. */
export interface OwnStage {
  readonly id: string;
  readonly arn: string;
  /** Epoch seconds; 0 if its tag is missing. */
  readonly createdAt: number;
}

/** Creates, lists and deletes stages. Their names and tags never contain text that a caller wrote. */
export class Stages {
  readonly #client: IVSRealTimeClient;
  readonly #deployment: string;

  constructor(client: IVSRealTimeClient, deployment: string) {
    this.#client = client;
    this.#deployment = deployment;
  }

  /** @param createdAt - Epoch seconds. */
  async create(createdAt: number): Promise<RoomStage> {
    const { stage } = await this.#client.send(
      new CreateStageCommand({
        name: 'audio-room',
        tags: { [DEPLOYMENT_TAG]: this.#deployment, [CREATED_TAG]: String(createdAt) },
      }),
    );
    const { arn = '', endpoints } = stage ?? {};
    const id = idOf(arn);
    if (!id || !endpoints?.events || !endpoints.whip) {
      throw new Error('CreateStage answered without an ARN or endpoints.');
    }
    return { id, arn, endpoints: { events: endpoints.events, whip: endpoints.whip } };
  }

  /** Deletes a stage, which disconnects everybody. Does nothing if it is already gone. */
  async delete(arn: string): Promise<void> {
    try {
      await this.#client.send(new DeleteStageCommand({ arn }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /**
   * Lists the stages of this deployment, a page at a time.
   * @param turn - Called before each call to IVS; the list ends if it returns false.
   */
  async *listOwn(turn: () => Promise<boolean>): AsyncGenerator<OwnStage[]> {
    let nextToken: string | undefined;
    do {
      if (!(await turn())) return;
      const answer = await this.#client.send(new ListStagesCommand({ nextToken, maxResults: 100 }));
      nextToken = answer.nextToken;
      yield (answer.stages ?? []).flatMap(({ arn, tags }) =>
        arn && tags?.[DEPLOYMENT_TAG] === this.#deployment
          ? [{ id: idOf(arn), arn, createdAt: Number(tags[CREATED_TAG] ?? 0) || 0 }]
          : [],
      );
    } while (nextToken);
  }
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
