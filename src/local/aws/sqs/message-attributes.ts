import { createHash } from 'node:crypto';
import type { ReceivedMessage } from './fifo-queue.ts';

/** The system attributes of a received message, as strings. */
export const systemAttributes = (message: ReceivedMessage): Record<string, string> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  SentTimestamp: String(message.sentAt),
  SequenceNumber: message.sequenceNumber,
  MessageGroupId: message.groupId,
  MessageDeduplicationId: message.deduplicationId,
  SenderId: 'AIDALOCAL',
});

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
