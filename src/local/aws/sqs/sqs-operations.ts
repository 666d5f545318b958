import { ACCOUNT } from '../../shared/local-deployment.ts';
import type { Account } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { AwsError } from '../requests/aws-error.ts';
import { findViolation, type InputOf } from '../requests/input-rules.ts';
import type { FifoQueue, ReceivedMessage } from './fifo-queue.ts';
import { md5, systemAttributes } from './message-attributes.ts';

const CALLS_PER_SECOND = 300;
const MAX_BATCH_ENTRIES = 10;

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/;

const queueUrl = { type: 'string', required: true, minLength: 1 } as const;

const messageRules = {
  MessageBody: { type: 'string', required: true, minLength: 1, maxLength: 1_048_576 },
  MessageGroupId: { type: 'string', required: true, maxLength: 128, pattern: ID },
  MessageDeduplicationId: { type: 'string', maxLength: 128, pattern: ID },
  MessageAttributes: { type: 'unsupported' },
  DelaySeconds: { type: 'unsupported' },
} as const;

const entryRules = {
  Id: { type: 'string', required: true, maxLength: 80, pattern: /^[\w-]+$/ },
  ...messageRules,
} as const;

export const sqsOperations: Operations = {
  SendMessage: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: { QueueUrl: queueUrl, ...messageRules },
    run: (account, input) => send(requireQueue(account, input.QueueUrl), input),
  }),

  SendMessageBatch: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: { QueueUrl: queueUrl, Entries: { type: 'objects', required: true } },
    run(account, { QueueUrl, Entries }) {
      const queue = requireQueue(account, QueueUrl);
      checkBatch(Entries);
      const Successful: unknown[] = [];
      const Failed: unknown[] = [];
      for (const entry of Entries) {
        const violation = findViolation(entryRules, entry);
        if (violation) {
          Failed.push({
            Id: entry['Id'],
            SenderFault: true,
            Code: 'InvalidParameterValue',
            Message: violation.message,
          });
        } else {
          const valid = entry as InputOf<typeof entryRules>;
          Successful.push({ Id: valid.Id, ...send(queue, valid) });
        }
      }
      return { Successful, Failed };
    },
  }),

  ReceiveMessage: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: { type: 'integer', min: 1, max: 10 },
      VisibilityTimeout: { type: 'integer', min: 0, max: 43_200 },
      WaitTimeSeconds: { type: 'integer', min: 0, max: 20 },
      MessageSystemAttributeNames: { type: 'strings' },
      AttributeNames: { type: 'strings' },
    },
    async run(account, input) {
      const queue = requireQueue(account, input.QueueUrl);
      const receive = () => queue.receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout);
      const received = await longPoll(account, queue, receive, input.WaitTimeSeconds ?? 0);
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
  }),

  DeleteMessage: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: { QueueUrl: queueUrl, ReceiptHandle: { type: 'string', required: true } },
    run(account, { QueueUrl, ReceiptHandle }) {
      if (!requireQueue(account, QueueUrl).delete(ReceiptHandle)) {
        throw invalidReceipt();
      }
      return {};
    },
  }),

  ChangeMessageVisibility: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: {
      QueueUrl: queueUrl,
      ReceiptHandle: { type: 'string', required: true },
      VisibilityTimeout: { type: 'integer', required: true, min: 0, max: 43_200 },
    },
    run(account, { QueueUrl, ReceiptHandle, VisibilityTimeout }) {
      if (!requireQueue(account, QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout)) {
        throw invalidReceipt();
      }
      return {};
    },
  }),

  /** Returns counts only. Other attributes are left out, as the service leaves out those that do not apply. */
  GetQueueAttributes: operation({
    callsPerSecond: CALLS_PER_SECOND,
    rules: { QueueUrl: queueUrl, AttributeNames: { type: 'strings' } },
    run(account, { QueueUrl, AttributeNames = [] }) {
      const { waiting, inFlight } = requireQueue(account, QueueUrl).counts();
      const all = {
        ApproximateNumberOfMessages: String(waiting),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
      };
      const Attributes = pick(all, AttributeNames);
      return Object.keys(Attributes).length > 0 ? { Attributes } : {};
    },
  }),
};

/**
 * Finds the queue of a URL. The host is not compared: the port changes with every start.
 * @throws {AwsError} QueueDoesNotExist, if there is none.
 */
function requireQueue(account: Account, url: string): FifoQueue {
  const [, accountId, name = ''] = URL.canParse(url) ? new URL(url).pathname.split('/') : [];
  const queue = account.queues.get(name);
  if (!queue || accountId !== ACCOUNT) {
    throw new AwsError(
      'com.amazonaws.sqs#QueueDoesNotExist',
      'The specified queue does not exist.',
      { queryCode: 'AWS.SimpleQueueService.NonExistentQueue' },
    );
  }
  return queue;
}

const invalidReceipt = () =>
  new AwsError(
    'com.amazonaws.sqs#ReceiptHandleIsInvalid',
    'The receipt handle is not valid, or has expired.',
    { status: 404, queryCode: 'ReceiptHandleIsInvalid' },
  );

function send(queue: FifoQueue, input: InputOf<typeof messageRules>) {
  const { MessageBody, MessageGroupId, MessageDeduplicationId } = input;
  const sent = queue.send({
    body: MessageBody,
    groupId: MessageGroupId,
    ...(MessageDeduplicationId !== undefined && { deduplicationId: MessageDeduplicationId }),
  });
  return {
    MessageId: sent.id,
    SequenceNumber: sent.sequenceNumber,
    MD5OfMessageBody: md5(MessageBody),
  };
}

function checkBatch(entries: readonly Readonly<Record<string, unknown>>[]): void {
  if (entries.length === 0) throw batchError('EmptyBatchRequest', 'There are no entries');
  if (entries.length > MAX_BATCH_ENTRIES) {
    throw batchError(
      'TooManyEntriesInBatchRequest',
      `There are more than ${MAX_BATCH_ENTRIES} entries`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw batchError('BatchEntryIdsNotDistinct', 'Two entries have the same Id');
  }
}

const batchError = (code: string, text: string) =>
  new AwsError(`com.amazonaws.sqs#${code}`, text, {
    queryCode: `AWS.SimpleQueueService.${code}`,
  });

async function longPoll(
  account: Account,
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
    const cancel = account.clock.after(seconds * 1000, () => stop([]));
    const stopListening = queue.onAvailable(() => {
      const messages = receive();
      if (messages.length > 0) stop(messages);
    });
  });
}

const pick = (attributes: Readonly<Record<string, string>>, names: readonly string[]) =>
  names.includes('All')
    ? attributes
    : Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
