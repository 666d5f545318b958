import { queueArn, REGION } from '../../shared/local-deployment.ts';
import type { Invocation } from '../lambda/local-functions.ts';
import type { FifoQueue, ReceivedMessage } from './fifo-queue.ts';
import { md5, systemAttributes } from './message-attributes.ts';

export interface EventSourceOptions {
  readonly queue: FifoQueue;
  readonly batchSize: number;
  /** Most batches in progress at once. */
  readonly maximumConcurrency: number;
  readonly invoke: (event: string) => Promise<Invocation>;
}

/**
 * Lambda's event source mapping for a FIFO queue, with ReportBatchItemFailures: it invokes a function with batches and
 * deletes the messages that the function does not report as failed. Failed messages return after their visibility timeout, which the function may change.
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

  /** The number of batches that the function is working on. */
  get inProgress(): number {
    return this.#running.size;
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
  }

  #poll(): void {
    const { queue, batchSize, maximumConcurrency } = this.#options;
    while (!this.#closed && this.#running.size < maximumConcurrency) {
      const batch = queue.receive(batchSize);
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

/** A message as the function's event contains it. */
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

/** Returns all messages if the invocation failed or its report is invalid, since nothing is known about any of them. */
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
