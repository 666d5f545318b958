import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueOrder } from '../functions/consume-queue.ts';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

describe(`an event source mapping of a FIFO queue (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: SQSClient;

  before(async () => {
    target = await openTarget();
    client = new SQSClient(target.client);
  });
  after(async () => {
    client.destroy();
    await target.close();
  });

  /** Sends messages `a`, `b`, … of one group. @returns what the function said of each receipt, sorted. */
  async function receipts(...firsts: readonly QueueOrder['first'][]): Promise<string[]> {
    const run = randomUUID();
    const { queue: replies, fedQueue: queue } = target;
    const Entries = firsts.map((first, index) => {
      const name = `${run} ${'abc'[index]}`;
      const order: QueueOrder = { name, first, queue, replies };
      return { Id: `${index}`, MessageGroupId: run, MessageBody: JSON.stringify(order) };
    });
    await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
    const told: string[] = [];
    // Until nothing has come for three times as long as a message that failed is hidden.
    for (let silent = 0; silent < 1;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: replies, WaitTimeSeconds: 3 }),
      );
      if (Messages.length === 0) silent++;
      for (const { Body = '', ReceiptHandle } of Messages) {
        told.push(Body.replace(`${run} `, ''));
        await client.send(new DeleteMessageCommand({ QueueUrl: replies, ReceiptHandle }));
      }
    }
    return told.sort();
  }

  it('deletes what the function does not report', async () => {
    assert.deepEqual(await receipts('succeed', 'succeed'), ['a 1', 'b 1']);
  });

  it('delivers what it reports again, as soon as its changed visibility timeout ends', async () => {
    assert.deepEqual(await receipts('report', 'succeed'), ['a 1', 'a 2', 'b 1']);
  });

  it('keeps all messages of a batch that failed, or whose report makes no sense', async () => {
    assert.deepEqual(await receipts('throw'), ['a 1', 'a 2']);
    assert.deepEqual(await receipts('report-nobody'), ['a 1', 'a 2']);
  });
});
