import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { number, readNumber, readText, text, type Item } from '../aws/dynamodb-item.ts';
import { roomsTable } from '../resources.ts';
import { expiryShards } from './room-item.ts';

/** A room that has reached its end time. */
export interface DueRoom {
  readonly id: string;
  readonly stageArn: string;
  /** Undefined if it has none, or it was not read. */
  readonly channelArn?: string | undefined;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** What the sweep reads of a room's record; `unread` if there may be one, which DynamoDB did not return. */
export type DueRecord = { readonly channelArn: string | undefined } | 'unread';

const PAGE_SIZE = 25; // rooms of each shard: 5 s of work per page at IVS's rate
const BATCH_SIZE = 100; // the limit of BatchGetItem

/** The rooms table as the scheduled functions use it. */
export class DueRooms {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** All rooms that have reached their end time, roughly the oldest first. @param now - Epoch seconds. */
  async *endedBefore(now: number): AsyncGenerator<DueRoom> {
    let cursors: Cursor[] = expiryShards.map((shard) => ({ shard, from: undefined }));
    while (cursors.length > 0) {
      const pages = await Promise.all(cursors.map((cursor) => this.#page(cursor, now)));
      const rooms = pages.flatMap((page) => page.rooms).sort((a, b) => a.expiresAt - b.expiresAt);
      yield* await this.#withChannels(rooms);
      cursors = pages.flatMap(({ next }) => next ?? []);
    }
  }

  async delete(roomId: string): Promise<void> {
    await this.#client.send(
      new DeleteItemCommand({ TableName: this.#table, Key: { id: text(roomId) } }),
    );
  }

  /** The records of these rooms, without those that do not exist. */
  async records(roomIds: readonly string[]): Promise<ReadonlyMap<string, DueRecord>> {
    const found = new Map<string, DueRecord>();
    const ids = [...new Set(roomIds)]; // a room may have two channels, and DynamoDB refuses a key that comes twice
    for (let start = 0; start < ids.length; start += BATCH_SIZE) {
      const Keys = ids.slice(start, start + BATCH_SIZE).map((id) => ({ id: text(id) }));
      const answer = await this.#client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [this.#table]: { Keys, ConsistentRead: true, ProjectionExpression: 'id, channelArn' },
          },
        }),
      );
      for (const item of answer.Responses?.[this.#table] ?? []) {
        found.set(readText(item, 'id'), { channelArn: item['channelArn']?.S });
      }
      for (const item of answer.UnprocessedKeys?.[this.#table]?.Keys ?? []) {
        found.set(readText(item, 'id'), 'unread');
      }
    }
    return found;
  }

  // The index has no channels: another projection would mean another index, and no query could be made until it is filled.
  async #withChannels(rooms: readonly DueRoom[]): Promise<DueRoom[]> {
    const records = await this.records(rooms.map(({ id }) => id));
    return rooms.map((room) => {
      const record = records.get(room.id);
      // The channel of a record that was not read is left to the sweep.
      return record === undefined || record === 'unread' ? room : { ...room, ...record };
    });
  }

  async #page({ shard, from }: Cursor, now: number) {
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: roomsTable.index.name,
        Limit: PAGE_SIZE,
        ExclusiveStartKey: from,
        KeyConditionExpression: 'expiryShard = :shard AND expiresAt <= :now',
        ExpressionAttributeValues: { ':shard': text(shard), ':now': number(now) },
      }),
    );
    const next: Cursor | undefined = answer.LastEvaluatedKey && {
      shard,
      from: answer.LastEvaluatedKey,
    };
    return { rooms: (answer.Items ?? []).map(toDueRoom), next };
  }
}

interface Cursor {
  readonly shard: string;
  readonly from: Item | undefined;
}

const toDueRoom = (item: Item): DueRoom => ({
  id: readText(item, 'id'),
  stageArn: readText(item, 'stageArn'),
  expiresAt: readNumber(item, 'expiresAt'),
});
