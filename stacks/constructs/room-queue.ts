import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { Construct } from 'constructs';
import { roomQueue, stageEventRule } from '../../src/backend/resources.ts';
import type { Configuration } from '../configuration.ts';
import { namedStatements, policyDocument, type Statement } from '../policies.ts';
import type { Binding, HandlerFunction } from './handler-function.ts';
import { terraformJson } from '../terraform-json.ts';

/** The FIFO queue of stage events and presence refreshes, in order for each room, with its dead-letter queue. */
export class RoomQueue extends Construct implements Binding {
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;
  readonly rule: CloudwatchEventRule;

  constructor(scope: Construct, { prefix, names }: Configuration) {
    super(scope, 'room-events');
    const fifo = {
      fifoQueue: true,
      sqsManagedSseEnabled: true, // free, and unlike with a KMS key, EventBridge can write to the queue
    };
    this.deadLetters = new SqsQueue(this, 'dead', {
      ...fifo,
      name: names.deadLetterQueue,
      messageRetentionSeconds: 1_209_600, // 14 days, the maximum: somebody has to look at them
    });
    this.queue = new SqsQueue(this, 'queue', {
      ...fifo,
      name: names.queue,
      contentBasedDeduplication: true, // EventBridge can't set a deduplication id
      // Apply limits per room instead of per queue, at the same price.
      deduplicationScope: 'messageGroup',
      fifoThroughputLimit: 'perMessageGroupId',
      visibilityTimeoutSeconds: roomQueue.visibilityTimeoutSeconds,
      messageRetentionSeconds: roomQueue.retentionSeconds,
      redrivePolicy: terraformJson({
        deadLetterTargetArn: this.deadLetters.arn,
        maxReceiveCount: roomQueue.maxReceiveCount,
      }),
    });
    this.rule = new CloudwatchEventRule(this, 'stage-events', {
      name: `${prefix}-stage-events`,
      description:
        'Sends IVS stage events to the room queue, whose consumer ignores stages of other apps',
      eventPattern: terraformJson(stageEventRule),
    });
    const policy = new SqsQueuePolicy(this, 'queue-policy', {
      queueUrl: this.queue.id,
      policy: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: this.queue.arn,
          Condition: { ArnEquals: { 'aws:SourceArn': this.rule.arn } },
        },
      ]),
    });
    new CloudwatchEventTarget(this, 'stage-events-target', {
      rule: this.rule.name,
      arn: this.queue.arn,
      // The stage's ARN. If EventBridge takes it literally, all rooms share a group, which works: the consumer moves
      // messages that fail to the group of their room.
      sqsTarget: { messageGroupId: '$.resources[0]' },
      dependsOn: [policy],
    });
  }

  get value(): string {
    return this.queue.url;
  }

  allow = (actions: readonly string[]) => namedStatements(actions, this.queue.arn);

  /** Permissions with which Lambda polls the queue for its consumer. */
  get consumerStatements(): readonly Statement[] {
    return namedStatements(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      this.queue.arn,
    );
  }

  /** Makes Lambda poll the queue and invoke this function with batches of its messages. */
  feed(consumer: HandlerFunction): void {
    new LambdaEventSourceMapping(this, 'consumer', {
      eventSourceArn: this.queue.arn,
      functionName: consumer.function.arn,
      batchSize: roomQueue.batchSize,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: roomQueue.maximumConcurrency },
      dependsOn: [...consumer.parts],
    });
  }
}
