import { type DynamoDBClient, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { isConditionFailed } from '../problem-errors.ts';
import { number, text } from '../rooms/room-item.ts';

/** Somebody else holds the lock. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/**
 * A lock that all functions of a deployment see: an item of the rooms table, written only where none is, or an expired
 * one. Reserved concurrency would do the same for one function, but new accounts have none to reserve, and two
 * functions touch the keys. Its id has a colon, so that no room can have it.
 */
export class TableLock {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #id: string;
  readonly #seconds: number;
  readonly #now: () => number;

  /** @param seconds the lock's life; longer than its holder can run, so that a holder never outlives it. */
  constructor(
    client: DynamoDBClient,
    table: string,
    { name, seconds, now = Date.now }: { name: string; seconds: number; now?: () => number },
  ) {
    this.#client = client;
    this.#table = table;
    this.#id = `lock:${name}`;
    this.#seconds = seconds;
    this.#now = now;
  }

  /** Runs `work` while nobody else does. @throws LockedError if somebody does. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const owner = randomUUID();
    await this.#take(owner);
    try {
      return await work();
    } finally {
      await this.#release(owner).catch(() => {}); // it expires by itself
    }
  }

  async #take(owner: string): Promise<void> {
    const now = Math.floor(this.#now() / 1000);
    const until = now + this.#seconds;
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: {
            id: text(this.#id),
            owner: text(owner),
            until: number(until),
            ttl: number(until),
          },
          ConditionExpression: 'attribute_not_exists(id) OR #until <= :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': number(now) },
        }),
      );
    } catch (cause) {
      if (!isConditionFailed(cause)) throw cause;
      throw new LockedError(
        `Another run holds ${this.#id}. Wait for it to end; it can last ${this.#seconds} s at most.`,
        { cause },
      );
    }
  }

  async #release(owner: string): Promise<void> {
    await this.#client.send(
      new DeleteItemCommand({
        TableName: this.#table,
        Key: { id: text(this.#id) },
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': text(owner) },
      }),
    );
  }
}
