import {
  CreateStageCommand,
  DeleteStageCommand,
  type IVSRealTimeClient,
} from '@aws-sdk/client-ivs-realtime';
import { DEPLOYMENT_TAG, CREATED_TAG } from './tags.ts';
import { isNotFound } from './errors.ts';

/** What a room keeps of its stage. */
export interface Stage {
  readonly id: string;
  readonly arn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
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
    const id = arn.slice(arn.lastIndexOf('/') + 1);
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
}
