import {
  handleRoomMessages,
  type BatchOptions,
  type BatchResult,
} from '../../../../src/backend/presence/room-message-batch.ts';
import type { QueueMessage } from '../../../../src/backend/presence/message-retries.ts';

/** A message as Lambda's event contains it. */
const queueMessage = (body: string, messageId: string): QueueMessage => ({
  messageId,
  receiptHandle: `receipt-${messageId}`,
  body,
  attributes: { MessageGroupId: 'group', ApproximateReceiveCount: '1' },
});

/** Handles messages, numbered `m0`, `m1`, …, and keeps all that fail. */
export const handleBodies = (
  bodies: readonly string[],
  presence: BatchOptions['presence'],
): Promise<BatchResult> =>
  handleRoomMessages(
    { Records: bodies.map((body, index) => queueMessage(body, `m${index}`)) },
    {
      presence,
      retries: { retry: () => Promise.resolve(true), postpone: () => Promise.resolve() },
      timeLimit: 25_000,
    },
  );
