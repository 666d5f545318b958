import { AwsError } from '../aws-error.ts';
import type { Cloud } from '../cloud.ts';
import { ACCOUNT } from '../../shared/local-deployment.ts';
import type { FifoQueue } from './fifo-queue.ts';

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/;

export const queueUrlRule = { type: 'string', required: true, minLength: 1 } as const;

export const message = {
  MessageBody: { type: 'string', required: true, minLength: 1, maxLength: 1_048_576 },
  MessageGroupId: { type: 'string', required: true, maxLength: 128, pattern: ID },
  MessageDeduplicationId: { type: 'string', maxLength: 128, pattern: ID },
  MessageAttributes: { type: 'unsupported' },
  DelaySeconds: { type: 'unsupported' },
} as const;

/** @throws QueueDoesNotExist if no queue has this URL. Its host does not matter: the port changes with each start. */
export function requireQueue(cloud: Cloud, url: string): FifoQueue {
  const [, account, name = ''] = URL.canParse(url) ? new URL(url).pathname.split('/') : [];
  const queue = cloud.queues.get(name);
  if (!queue || account !== ACCOUNT) {
    throw new AwsError(
      'com.amazonaws.sqs#QueueDoesNotExist',
      'The specified queue does not exist.',
      { queryCode: 'AWS.SimpleQueueService.NonExistentQueue' },
    );
  }
  return queue;
}
