import { createHash } from 'node:crypto';
import { queueArn, REGION } from '../../shared/local-deployment.ts';
import type { Invocation } from '../lambda/local-functions.ts';
import type { FifoQueue, ReceivedMessage } from './fifo-queue.ts';

/** Batches at a time: what Lambda's pollers begin with. */
const CONCURRENCY = 5;

export interface EventSourceOptions {
  readonly queue: FifoQueue;
  readonly batchSize: number;
  readonly invoke: (event: string) => Promise<Invocation>;
}

/**
 * Lambda's event source mapping of a FIFO queue, with ReportBatchItemFailures: a function gets batches, and what it
 * does not report as failed is deleted. What failed comes again when its visibility timeout is over.
 */
export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #stopListening: () => void;
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#stopListening = options.queue.onAvailable(() => this.#poll());
    this.#poll();
  }

  /** Batches that a function works on now. */
  get inProgress(): number {
    return this.#running.size;
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
  }

  #poll(): void {
    while (!this.#closed && this.#running.size < CONCURRENCY) {
      const batch = this.#options.queue.receive(this.#options.batchSize);
      if (batch.length === 0) return;
      const run = this.#handle(batch).finally(() => {
        this.#running.delete(run);
        this.#poll();
      });
      this.#running.add(run);
    }
  }

  async #handle(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queue, invoke } = this.#options;
    const Records = batch.map((message) => describeMessage(queue.name, message));
    const invocation = await invoke(JSON.stringify({ Records }));
    const failed = failedMessages(invocation, batch);
    for (const { id, receiptHandle } of batch) {
      if (!failed.has(id)) queue.delete(receiptHandle);
    }
  }
}

/** A message as a function gets it. */
function describeMessage(queue: string, message: ReceivedMessage) {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: {},
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queue),
    awsRegion: REGION,
  };
}

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

/** Everything, when the call failed or the report is not one: then nobody knows what has been done. */
function failedMessages(invocation: Invocation, batch: readonly ReceivedMessage[]): Set<string> {
  const all = new Set(batch.map(({ id }) => id));
  if (invocation.functionError) return all;
  const report = JSON.parse(invocation.payload) as { batchItemFailures?: unknown } | null;
  const failures = report?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return all;
  const ids = failures.map(
    (failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier,
  );
  return ids.every((id) => typeof id === 'string' && all.has(id)) ? new Set(ids as string[]) : all;
}
