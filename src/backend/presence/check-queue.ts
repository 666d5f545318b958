import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { STEP_BACK_MS } from '../rooms/moderation.ts';
import type { LaterChecks } from '../rooms/people-management.ts';
import type { Room } from '../rooms/room.ts';
import { REFRESH_SOURCE, refreshMessage } from './refresh-queue.ts';

export const CHECK_TYPE = 'Check Stage';

/**
 * Has the consumer of the room queue check later what a host has decided. A FIFO queue can't delay a single message, so
 * the consumer makes it invisible until it is due; each has a group of its own, and so delays nothing else.
 */
export class CheckQueue implements LaterChecks {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async checkStage({ stageArn }: Room, participantId: string): Promise<void> {
    const now = Date.now();
    const body = JSON.stringify({
      source: REFRESH_SOURCE,
      'detail-type': CHECK_TYPE,
      resources: [stageArn],
      detail: { participantId, notBefore: now + STEP_BACK_MS },
    });
    await this.#send(`check-${participantId}`, `check-${participantId}-${now}`, body);
  }

  async checkEverybody({ id, stageArn }: Room): Promise<void> {
    await this.#send(stageArn, `everybody-${id}-${Date.now()}`, refreshMessage(stageArn));
  }

  async #send(group: string, id: string, body: string): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageGroupId: group,
        MessageDeduplicationId: id,
        MessageBody: body,
      }),
    );
  }
}
