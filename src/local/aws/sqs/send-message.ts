import { operation } from '../operation.ts';
import { md5 } from './event-source.ts';
import { message, queueUrlRule, requireQueue } from './queue-rules.ts';

export const sendMessage = operation({
  callsPerSecond: 300,
  rules: { QueueUrl: queueUrlRule, ...message },
  run(cloud, input) {
    const sent = requireQueue(cloud, input.QueueUrl).send({
      body: input.MessageBody,
      groupId: input.MessageGroupId,
      ...(input.MessageDeduplicationId !== undefined && {
        deduplicationId: input.MessageDeduplicationId,
      }),
    });
    return {
      MessageId: sent.id,
      SequenceNumber: sent.sequenceNumber,
      MD5OfMessageBody: md5(input.MessageBody),
    };
  },
});
