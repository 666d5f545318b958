import {
  CreateRoomCommand,
  DeleteRoomCommand,
  type IvschatClient,
  ListRoomsCommand,
} from '@aws-sdk/client-ivschat';
import { MAX_MESSAGE_CODE_POINTS } from '../../api/limits.ts';
import { isNotFound } from '../aws/aws-errors.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../functions.ts';

/** A channel of this deployment, as listed. */
export interface OwnChannel {
  /** The id of the room that it belongs to. */
  readonly id: string;
  readonly arn: string;
  /** Epoch seconds; 0 if its tag is missing. */
  readonly createdAt: number;
}

/** Creates, lists and deletes channels, which are rooms of IVS Chat. */
export class Channels {
  readonly #client: IvschatClient;
  readonly #deployment: string;

  constructor(client: IvschatClient, deployment: string) {
    this.#client = client;
    this.#deployment = deployment;
  }

  /**
   * @param createdAt - Epoch seconds.
   * @param rate - How many messages a second can be sent in it.
   * @returns the channel's ARN.
   */
  async create(roomId: string, createdAt: number, rate: number): Promise<string> {
    const { arn } = await this.#client.send(
      new CreateRoomCommand({
        name: roomId,
        maximumMessageLength: MAX_MESSAGE_CODE_POINTS,
        maximumMessageRatePerSecond: rate,
        tags: { [DEPLOYMENT_TAG]: this.#deployment, [CREATED_TAG]: String(createdAt) },
      }),
    );
    if (!arn) throw new Error('CreateRoom answered without an ARN.');
    return arn;
  }

  /** Deletes a channel, which disconnects everybody. Does nothing if it is already gone. */
  async delete(arn: string): Promise<void> {
    try {
      await this.#client.send(new DeleteRoomCommand({ identifier: arn }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  /**
   * Lists the channels of this deployment, a page at a time.
   * @param turn - Called before each call to IVS; the list ends if it returns false.
   */
  async *listOwn(turn: () => Promise<boolean>): AsyncGenerator<OwnChannel[]> {
    let nextToken: string | undefined;
    do {
      if (!(await turn())) return;
      const answer = await this.#client.send(new ListRoomsCommand({ nextToken, maxResults: 50 }));
      nextToken = answer.nextToken;
      yield (answer.rooms ?? []).flatMap(({ arn, name, tags }) =>
        arn && tags?.[DEPLOYMENT_TAG] === this.#deployment
          ? [{ id: name || arn, arn, createdAt: Number(tags[CREATED_TAG] ?? 0) || 0 }]
          : [],
      );
    } while (nextToken);
  }
}
