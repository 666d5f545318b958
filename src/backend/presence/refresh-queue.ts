import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { staleAfterMs } from '../rooms/presence.ts';
import { refreshMessage } from './refresh-message.ts';
import type { Room } from '../rooms/room.ts';

// Rooms that one execution environment remembers; forgetting one costs one message that SQS drops.
const MAX_REMEMBERED = 1000;

/** Asks for a fresh count of rooms that somebody looks at. Nobody looks, nothing runs. */
export class RefreshQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #asked = new Map<string, number>();

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /** Sends one message per room and time window, however many look: SQS drops the doubles of other environments. */
  async request(room: Room, correlationId: string, now: number = Date.now()): Promise<void> {
    const staleAfter = staleAfterMs(room.presence);
    if (now - room.presence.countedAt < staleAfter) return;
    const window = Math.floor(now / staleAfter);
    if (this.#asked.get(room.id) === window) return;
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageGroupId: room.stageArn,
        MessageDeduplicationId: `refresh-${room.id}-${window}`,
        MessageBody: refreshMessage(room.stageArn, correlationId),
      }),
    );
    if (this.#asked.size >= MAX_REMEMBERED) this.#asked.clear();
    this.#asked.set(room.id, window);
  }
}
