import {
  CreateStageCommand,
  DeleteStageCommand,
  type IVSRealTimeClient,
  ListStagesCommand,
} from '@aws-sdk/client-ivs-realtime';
import { DEPLOYMENT_TAG, CREATED_TAG } from '../aws/tags.ts';
import { isNotFound } from '../problem-errors.ts';

/** What a room keeps of its stage. */
export interface Stage {
  readonly id: string;
  readonly arn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
}

/** A stage of this deployment, as the list tells it. */
export interface OwnStage {
  readonly id: string;
  readonly arn: string;
  /** Epoch seconds; 0 if its tag does not say. */
  readonly createdAt: number;
}

/** Makes and removes stages. Nobody's text goes into a stage's name or tags. */
export class Stages {
  readonly #client: IVSRealTimeClient;
  readonly #deployment: string;

  constructor(client: IVSRealTimeClient, deployment: string) {
    this.#client = client;
    this.#deployment = deployment;
  }

  async create(createdAt: number): Promise<Stage> {
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

  /** Deletes a stage, which disconnects everybody. One that is gone already is fine. */
  async delete(arn: string): Promise<void> {
    try {
      await this.#client.send(new DeleteStageCommand({ arn }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /**
   * All stages of this deployment, a page at a time.
   * @param turn - Asked before each call; false ends the list.
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
