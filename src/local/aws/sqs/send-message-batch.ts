import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { findViolation, type InputOf } from '../input-rules.ts';
import { md5 } from './event-source.ts';
import { message, queueUrlRule, requireQueue } from './queue-rules.ts';

const MAX_ENTRIES = 10;

const entryRules = {
  Id: { type: 'string', required: true, maxLength: 80, pattern: /^[\w-]+$/ },
  ...message,
} as const;

export const sendMessageBatch = operation({
  callsPerSecond: 300,
  rules: { QueueUrl: queueUrlRule, Entries: { type: 'objects', required: true } },
  run(cloud, { QueueUrl, Entries }) {
    const queue = requireQueue(cloud, QueueUrl);
    if (Entries.length === 0) throw batchError('EmptyBatchRequest', 'There are no entries');
    if (Entries.length > MAX_ENTRIES) {
      throw batchError(
        'TooManyEntriesInBatchRequest',
        `There are more than ${MAX_ENTRIES} entries`,
      );
    }
    if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
      throw batchError('BatchEntryIdsNotDistinct', 'Two entries have the same Id');
    }
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
        continue;
      }
      const { Id, MessageBody, MessageGroupId, MessageDeduplicationId } = entry as InputOf<
        typeof entryRules
      >;
      const sent = queue.send({
        body: MessageBody,
        groupId: MessageGroupId,
        ...(MessageDeduplicationId !== undefined && { deduplicationId: MessageDeduplicationId }),
      });
      Successful.push({
        Id,
        MessageId: sent.id,
        SequenceNumber: sent.sequenceNumber,
        MD5OfMessageBody: md5(MessageBody),
      });
    }
    return { Successful, Failed };
  },
});

const batchError = (code: string, text: string) =>
  new AwsError(`com.amazonaws.sqs#${code}`, text, {
    queryCode: `AWS.SimpleQueueService.${code}`,
  });
