import { operation } from '../operation.ts';
import type { Cloud } from '../cloud.ts';
import { md5, systemAttributes } from './event-source.ts';
import type { FifoQueue, ReceivedMessage } from './fifo-queue.ts';
import { queueUrlRule, requireQueue } from './queue-rules.ts';

export const receiveMessage = operation({
  callsPerSecond: 300,
  rules: {
    QueueUrl: queueUrlRule,
    MaxNumberOfMessages: { type: 'integer', min: 1, max: 10 },
    VisibilityTimeout: { type: 'integer', min: 0, max: 43_200 },
    WaitTimeSeconds: { type: 'integer', min: 0, max: 20 },
    MessageSystemAttributeNames: { type: 'strings' },
    AttributeNames: { type: 'strings' },
  },
  async run(cloud, input) {
    const queue = requireQueue(cloud, input.QueueUrl);
    const receive = () => queue.receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout);
    const received = await longPoll(cloud, queue, receive, input.WaitTimeSeconds ?? 0);
    const names = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
    return {
      Messages: received.map((message) => ({
        MessageId: message.id,
        ReceiptHandle: message.receiptHandle,
        Body: message.body,
        MD5OfBody: md5(message.body),
        Attributes: pick(systemAttributes(message), names),
      })),
    };
  },
});

async function longPoll(
  cloud: Cloud,
  queue: FifoQueue,
  receive: () => ReceivedMessage[],
  seconds: number,
): Promise<ReceivedMessage[]> {
  const first = receive();
  if (first.length > 0 || seconds === 0) return first;
  return new Promise((resolve) => {
    const stop = (messages: ReceivedMessage[]) => {
      cancel();
      stopListening();
      resolve(messages);
    };
    const cancel = cloud.clock.after(seconds * 1000, () => stop([]));
    const stopListening = queue.onAvailable(() => {
      const messages = receive();
      if (messages.length > 0) stop(messages);
    });
  });
}

const pick = (attributes: Record<string, string>, names: readonly string[]) =>
  names.includes('All')
    ? attributes
    : Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
