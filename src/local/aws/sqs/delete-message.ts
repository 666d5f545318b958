import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { queueUrlRule, requireQueue } from './queue-rules.ts';

export const deleteMessage = operation({
  callsPerSecond: 300,
  rules: { QueueUrl: queueUrlRule, ReceiptHandle: { type: 'string', required: true } },
  run(cloud, { QueueUrl, ReceiptHandle }) {
    if (!requireQueue(cloud, QueueUrl).delete(ReceiptHandle)) {
      throw new AwsError(
        'com.amazonaws.sqs#ReceiptHandleIsInvalid',
        'The receipt handle is not valid, or has expired.',
        { status: 404, queryCode: 'ReceiptHandleIsInvalid' },
      );
    }
    return {};
  },
});
