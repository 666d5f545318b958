import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { isConditionFailed } from '../aws/aws-errors.ts';
import { number, text, type Item } from '../aws/dynamodb-item.ts';
import type { Presence } from './presence.ts';
import { fromItem, toItem, toModerationItem, toPresenceItem } from './room-item.ts';
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

  async delete(roomId: string): Promise<void> {
    await this.#client.send(
      new DeleteItemCommand({ TableName: this.#table, Key: { id: text(roomId) } }),
    );
  }

  /**
   * Writes the presence of a room that has been read before.
   * @returns false if another writer came first, or the room is gone: read it again.
   */
  updatePresence(room: Room, presence: Presence): Promise<boolean> {
    return this.#update(room.id, toPresenceItem(presence), {
      version: 'presenceVersion',
      known: room.presenceVersion,
      next: room.presenceVersion + 1,
    });
  }

  /**
   * Writes the moderation and the host key of a room that has been read before.
   * @param changed - With a higher version.
   * @returns false if another writer came first, or the room is gone: read it again.
   */
  updateModeration(room: Room, changed: Room): Promise<boolean> {
    return this.#update(room.id, toModerationItem(changed), {
      version: 'moderationVersion',
      known: room.moderationVersion,
      next: changed.moderationVersion,
    });
  }

  /**
   * Notes the channel of a room that has none.
   * @returns false if it has one, or the room is gone: read it again.
   */
  async setChannel(roomId: string, channelArn: string): Promise<boolean> {
    return this.#write(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: { id: text(roomId) },
        UpdateExpression: 'SET channelArn = :channel',
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(channelArn)',
        ExpressionAttributeValues: { ':channel': text(channelArn) },
      }),
    );
  }

  async #update(
    roomId: string,
    item: Item,
    versions: { readonly version: string; readonly known: number; readonly next: number },
  ): Promise<boolean> {
    const { version, known, next } = versions;
    const names = Object.keys(item);
    const sets = names.map((name) => `${name} = :${name}`);
    // Rooms of a version without it have no `moderationVersion`.
    const isKnown =
      known === 0
        ? `(attribute_not_exists(${version}) OR ${version} = :known)`
        : `${version} = :known`;
    return this.#write(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: { id: text(roomId) },
        UpdateExpression: `SET ${[...sets, `${version} = :next`].join(', ')}`,
        // A late write can't bring a deleted record back.
        ConditionExpression: `attribute_exists(id) AND ${isKnown}`,
        ExpressionAttributeValues: {
          ...(Object.fromEntries(names.map((name) => [`:${name}`, item[name]])) as Item),
          ':known': number(known),
          ':next': number(next),
        },
      }),
    );
  }

  /** @returns false if the condition does not hold. */
  async #write(command: UpdateItemCommand): Promise<boolean> {
    try {
      await this.#client.send(command);
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }
}
