import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** What a message asks its consumer to do. */
export interface QueueOrder {
  readonly name: string;
  /** At the first receipt. Later ones succeed. */
  readonly first: 'succeed' | 'report' | 'report-nobody' | 'throw';
  readonly queue: string;
  /** The queue that gets `<name> <receipts>`. */
  readonly replies: string;
}

interface QueueEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly receiptHandle: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string };
  }[];
}

const sqs = new SQSClient({});

// Tells what it receives. A message that fails is received again after a second.
export const handler = async (event: QueueEvent) => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  let throws = false;
  for (const { messageId, receiptHandle, body, attributes } of event.Records) {
    const { name, first, queue, replies } = JSON.parse(body) as QueueOrder;
    const receipts = attributes.ApproximateReceiveCount;
    const reply = `${name} ${receipts}`;
    await sqs.send(
      new SendMessageCommand({ QueueUrl: replies, MessageBody: reply, MessageGroupId: 'replies' }),
    );
    if (receipts !== '1' || first === 'succeed') continue;
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 1,
      }),
    );
    if (first === 'throw') throws = true;
    else batchItemFailures.push({ itemIdentifier: first === 'report' ? messageId : 'nobody' });
  }
  if (throws) throw new Error('asked to');
  return { batchItemFailures };
};
