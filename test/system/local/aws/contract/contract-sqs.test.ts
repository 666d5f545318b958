import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  TooManyEntriesInBatchRequest,
  type Message,
} from '@aws-sdk/client-sqs';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

describe(`SQS FIFO (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: SQSClient;
  /** Unique to this run, so that its bodies are no duplicates of another run's. */
  const run = randomUUID();

  const send = (group: string, body: string, MessageDeduplicationId?: string) =>
    client.send(
      new SendMessageCommand({
        QueueUrl: target.queue,
        MessageBody: `${run} ${body}`,
        MessageGroupId: `arn:aws:ivs:us-east-1:000000000000:stage/${group}`,
        MessageDeduplicationId,
      }),
    );
  const receive = async (WaitTimeSeconds = 0): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: target.queue,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };
  const remove = (message: Message) =>
    client.send(
      new DeleteMessageCommand({ QueueUrl: target.queue, ReceiptHandle: message.ReceiptHandle }),
    );
  const bodies = (messages: readonly Message[]) =>
    messages.map(({ Body = '' }) => Body.replace(`${run} `, ''));

  before(async () => {
    target = await openTarget();
    client = new SQSClient(target.client);
  });
  after(async () => {
    client.destroy();
    await target.close();
  });

  it('delivers the messages of a group in order, and not again while they are in flight', async () => {
    for (const body of ['1', '2', '3']) await send('order', body);
    const first = await receive(2);
    assert.deepEqual(bodies(first), ['1', '2', '3']);
    await send('order', '4');
    assert.deepEqual(await receive(), []);
    for (const message of first) await remove(message);
    const second = await receive(2);
    assert.deepEqual(bodies(second), ['4']);
    for (const message of second) await remove(message);
  });

  it('returns the system attributes of a message', async () => {
    const sent = await send('attributes', 'x');
    const [message] = await receive(2);
    assert.ok(message);
    await remove(message);
    assert.equal(message.MessageId, sent.MessageId);
    assert.equal(message.Attributes?.['SequenceNumber'], sent.SequenceNumber);
    assert.match(message.Attributes?.['MessageGroupId'] ?? '', /stage\/attributes$/);
    assert.equal(message.Attributes?.['ApproximateReceiveCount'], '1');
    assert.ok(Number(message.Attributes['SentTimestamp']) > Date.UTC(2020, 0, 1));
  });

  it('treats messages with the same body or the same deduplication id as one', async () => {
    const first = await send('same', 'body');
    const second = await send('same', 'body');
    assert.equal(second.MessageId, first.MessageId);
    await send('same', 'a', `${run}-id`);
    await send('same', 'b', `${run}-id`);
    const messages = await receive(2);
    assert.deepEqual(bodies(messages), ['body', 'a']);
    for (const message of messages) await remove(message);
  });

  it('delivers a message again, with the next of its group, after a changed visibility timeout', async () => {
    await send('hurry', 'h1');
    const [first] = await receive(2);
    await send('hurry', 'h2');
    const change = (VisibilityTimeout: number, ReceiptHandle = first?.ReceiptHandle) =>
      client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: target.queue,
          ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(1);
    assert.deepEqual(await receive(), []);
    const again = await receive(5);
    assert.deepEqual(bodies(again), ['h1', 'h2']);
    assert.equal(again[0]?.Attributes?.['ApproximateReceiveCount'], '2');
    for (const message of again) await remove(message);
    await assert.rejects(change(1, 'not-a-handle'), ReceiptHandleIsInvalid);
  });

  it('waits for a message with long polling', async () => {
    const waiting = receive(10);
    await send('late', 'late');
    const messages = await waiting;
    assert.deepEqual(bodies(messages), ['late']);
    for (const message of messages) await remove(message);
  });

  it('sends a batch', async () => {
    const { Successful, Failed } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: target.queue,
        Entries: ['x', 'y'].map((Id) => ({
          Id,
          MessageBody: `${run} batch ${Id}`,
          MessageGroupId: 'batch',
        })),
      }),
    );
    assert.deepEqual(
      Successful?.map(({ Id }) => Id),
      ['x', 'y'],
    );
    assert.deepEqual(Failed ?? [], []);
    const messages = await receive(2);
    assert.deepEqual(bodies(messages), ['batch x', 'batch y']);
    for (const message of messages) await remove(message);
  });

  it('refuses invalid input', async () => {
    const Entries = Array.from({ length: 11 }, (_, index) => ({
      Id: `${index}`,
      MessageBody: 'x',
      MessageGroupId: 'x',
    }));
    await assert.rejects(
      client.send(new SendMessageBatchCommand({ QueueUrl: target.queue, Entries })),
      TooManyEntriesInBatchRequest,
    );
    await assert.rejects(
      client.send(new SendMessageCommand({ QueueUrl: target.queue, MessageBody: 'no group' })),
      { name: 'MissingParameter' },
    );
    await assert.rejects(remove({ ReceiptHandle: 'not-a-handle' }), ReceiptHandleIsInvalid);
    const QueueUrl = target.queue.replace(/[^/]+$/, 'no-such-queue.fifo');
    await assert.rejects(client.send(new ReceiveMessageCommand({ QueueUrl })), QueueDoesNotExist);
  });
});
