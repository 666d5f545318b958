import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { roomsTable } from '../../../../../src/backend/resources.ts';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

describe(`the rooms table (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: DynamoDBClient;
  const id = `contract-${randomUUID()}`;
  const shard = `contract-${randomUUID()}`;
  const Key = { id: { S: id } };

  before(async () => {
    target = await openTarget();
    const endpoint = target.dynamodbEndpoint;
    client = new DynamoDBClient({ ...target.client, ...(endpoint !== undefined && { endpoint }) });
  });
  after(async () => {
    await client.send(new DeleteItemCommand({ TableName: target.table, Key }));
    client.destroy();
    await target.close();
  });

  it('stores an item by its id', async () => {
    const Item = { ...Key, expiryShard: { S: shard }, expiresAt: { N: '1700000000' } };
    await client.send(new PutItemCommand({ TableName: target.table, Item }));
    const got = await client.send(
      new GetItemCommand({ TableName: target.table, Key, ConsistentRead: true }),
    );
    assert.deepEqual(got.Item, Item);
  });

  it('finds the items of a shard by their expiry', async () => {
    const { index } = roomsTable;
    const query = (before: number) =>
      client.send(
        new QueryCommand({
          TableName: target.table,
          IndexName: index.name,
          KeyConditionExpression: '#shard = :shard AND #at <= :before',
          ExpressionAttributeNames: {
            '#shard': index.partitionKey.name,
            '#at': index.sortKey.name,
          },
          ExpressionAttributeValues: { ':shard': { S: shard }, ':before': { N: `${before}` } },
        }),
      );
    assert.equal((await query(1_699_999_999)).Count, 0);
    assert.deepEqual(
      (await query(1_700_000_000)).Items?.map((item) => item['id']),
      [{ S: id }],
    );
  });

  it('writes if a condition holds, and says if it does not', async () => {
    const update = (at: number) =>
      client.send(
        new UpdateItemCommand({
          TableName: target.table,
          Key,
          UpdateExpression: 'SET #at = :at',
          ConditionExpression: 'attribute_exists(id) AND (attribute_not_exists(#at) OR #at < :at)',
          ExpressionAttributeNames: { '#at': 'seenAt' },
          ExpressionAttributeValues: { ':at': { N: `${at}` } },
        }),
      );
    await update(2);
    await assert.rejects(update(2), ConditionalCheckFailedException);
    await assert.rejects(update(1), ConditionalCheckFailedException);
    await update(3);
  });

  it('refuses unknown tables', async () => {
    const call = client.send(new GetItemCommand({ TableName: 'no-such-table', Key }));
    await assert.rejects(call, ResourceNotFoundException);
  });
});
