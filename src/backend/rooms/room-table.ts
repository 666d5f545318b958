import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { isConditionFailed } from '../problem-errors.ts';
import type { Presence } from './presence.ts';
import { fromItem, number, text, toItem, toPresenceItem } from './room-item.ts';
import type { Room } from './room.ts';

/** The rooms table. Reads are consistent: who follows a link a moment after the room was made must find it. */
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
   * Writes the presence of a room that was read before.
   * @returns false if somebody else wrote it since, or the room is gone: read it again.
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
          // A deleted room has no version, so that a late event can't bring its record back.
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
