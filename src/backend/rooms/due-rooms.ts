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
  /** Epoch seconds. */
  readonly expiresAt: number;
}

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
      yield* pages.flatMap(({ rooms }) => rooms).sort((a, b) => a.expiresAt - b.expiresAt);
      cursors = pages.flatMap(({ next }) => next ?? []);
    }
  }

  async delete(roomId: string): Promise<void> {
    await this.#client.send(
      new DeleteItemCommand({ TableName: this.#table, Key: { id: text(roomId) } }),
    );
  }

  /** Which of these rooms have a record. A room whose record could not be read counts as having one. */
  async withRecord(roomIds: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < roomIds.length; start += BATCH_SIZE) {
      const Keys = roomIds.slice(start, start + BATCH_SIZE).map((id) => ({ id: text(id) }));
      const answer = await this.#client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [this.#table]: { Keys, ConsistentRead: true, ProjectionExpression: 'id' },
          },
        }),
      );
      const unread = answer.UnprocessedKeys?.[this.#table]?.Keys ?? [];
      for (const item of [...(answer.Responses?.[this.#table] ?? []), ...unread]) {
        found.add(readText(item, 'id'));
      }
    }
    return found;
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
