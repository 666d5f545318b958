import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { Construct } from 'constructs';
import { roomQueue, stageEventRule } from '../../src/backend/functions.ts';
import { namedStatements, policyDocument, type Statement } from '../policies.ts';
import type { Binding, HandlerFunction } from './handler-function.ts';
import { terraformJson } from '../terraform-json.ts';

/** Stage events and presence refreshes, one room after the other, and the queue for those that could not be handled. */
export class RoomQueue extends Construct implements Binding {
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;
  readonly rule: CloudwatchEventRule;

  constructor(scope: Construct, prefix: string) {
    super(scope, 'room-events');
    const fifo = {
      fifoQueue: true,
      sqsManagedSseEnabled: true, // costs nothing, and EventBridge can write to it, unlike to a queue under a KMS key
    };
    this.deadLetters = new SqsQueue(this, 'dead', {
      ...fifo,
      name: `${prefix}-room-events-dead.fifo`,
      messageRetentionSeconds: 1_209_600, // fourteen days, the longest there is: somebody has to look at them
    });
    this.queue = new SqsQueue(this, 'queue', {
      ...fifo,
      name: `${prefix}-room-events.fifo`,
      contentBasedDeduplication: true, // EventBridge can't give a deduplication id
      // Limits per room instead of per queue, at the same price.
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
        'IVS stage events to the room queue; events of stages that are not ours are dropped there',
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
      sqsTarget: { messageGroupId: '$.resources[0]' }, // the stage's ARN
      dependsOn: [policy],
    });
  }

  get value(): string {
    return this.queue.url;
  }

  allow = (actions: readonly string[]) => namedStatements(actions, this.queue.arn);

  /** What Lambda needs to poll the queue in its consumer's name. */
  get consumerStatements(): readonly Statement[] {
    return namedStatements(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      this.queue.arn,
    );
  }

  feed(consumer: HandlerFunction): void {
    new LambdaEventSourceMapping(this, 'consumer', {
      eventSourceArn: this.queue.arn,
      functionName: consumer.function.arn,
      batchSize: roomQueue.batchSize,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAX_CONSUMERS },
      dependsOn: [...consumer.parts],
    });
  }
}

/** ListParticipants is limited to 5 calls a second for the account; more consumers would only be throttled. */
const MAX_CONSUMERS = 5;
