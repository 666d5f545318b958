import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { isConditionFailed } from '../aws/aws-errors.ts';
import { number, text } from '../aws/dynamodb-item.ts';
import type { Presence } from './presence.ts';
import { fromItem, toItem, toPresenceItem } from './room-item.ts';
import type { Room } from './room.ts';

/** The rooms table. Reads are consistent, so that a link works from the moment the room is created. */
export class RoomTable {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(roomId: string): Promise<Room | undefined> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: { id: text(roomId) },
        ConsistentRead: true,
      }),
    );
    return item && fromItem(item);
  }

  async create(room: Room): Promise<void> {
    await this.#client.send(
      new PutItemCommand({
        TableName: this.#table,
        Item: toItem(room),
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
  }

  /**
   * Writes the presence of a room that has been read before.
   * @returns false if another writer came first, or the room is gone: read it again.
   */
  async updatePresence(room: Room, presence: Presence): Promise<boolean> {
    const item = toPresenceItem(presence);
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { id: text(room.id) },
          UpdateExpression:
            'SET speakers = :speakers, settledAt = :settledAt, listeners = :listeners, ' +
            'presenceAt = :presenceAt, presenceVersion = :next',
          // A deleted room has no version, so a late event can't bring its record back.
          ConditionExpression: 'presenceVersion = :known',
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(item).map(([name, value]) => [`:${name}`, value])),
            ':known': number(room.presenceVersion),
            ':next': number(room.presenceVersion + 1),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }
}
