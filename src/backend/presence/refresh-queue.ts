import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { staleAfterMs } from '../rooms/presence.ts';
import type { Room } from '../rooms/room.ts';

/** `source` of a refresh message, by which the consumer tells it from stage events. */
export const REFRESH_SOURCE = 'audio-rooms';

// Rooms that one execution environment remembers. Forgetting one costs a message that SQS drops.
const MAX_REMEMBERED = 1000;

/** Requests a new count for rooms that somebody is looking at. While nobody looks, nothing runs. */
export class RefreshQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #requested = new Map<string, number>();

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /**
   * Sends one message per room and time window, however many people look. Between execution environments, SQS drops the
   * duplicates.
   */
  async request(room: Room, correlationId: string, now: number = Date.now()): Promise<void> {
    const staleAfter = staleAfterMs(room.presence);
    if (now - room.presence.countedAt < staleAfter) return;
    const window = Math.floor(now / staleAfter);
    if (this.#requested.get(room.id) === window) return;
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageGroupId: room.stageArn,
        MessageDeduplicationId: `refresh-${room.id}-${window}`,
        MessageBody: refreshMessage(room.stageArn, correlationId),
      }),
    );
    if (this.#requested.size >= MAX_REMEMBERED) this.#requested.clear();
    this.#requested.set(room.id, window);
  }
}

/** The body of a refresh message. It has EventBridge's envelope, so that the consumer reads one kind of message. */
export const refreshMessage = (stageArn: string, correlationId?: string): string =>
  JSON.stringify({
    source: REFRESH_SOURCE,
    'detail-type': 'Refresh Presence',
    resources: [stageArn],
    detail: { correlationId },
  });
