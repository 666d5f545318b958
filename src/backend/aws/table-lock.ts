import { type DynamoDBClient, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { isConditionFailed } from './aws-errors.ts';
import { number, text } from './dynamodb-item.ts';
import { RunError } from './invocation.ts';
import { describeError, log } from './log.ts';

/** Another run holds the lock. */
export class LockedError extends RunError {
  override name = 'LockedError';
}

export interface TableLockOptions {
  readonly name: string;
  /** The lock expires after this many seconds: longer than its holder can run, so that it never expires too early. */
  readonly seconds: number;
  readonly now?: () => number;
}

/**
 * A lock for all functions of a deployment: an item of the rooms table, written only if there is none, or one that has
 * expired. Reserved concurrency would do the same for a single function, but new accounts have none to reserve, and two
 * functions change keys. The item's id has a colon, so that it can't be a room's.
 */
export class TableLock {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #id: string;
  readonly #seconds: number;
  readonly #now: () => number;

  constructor(
    client: DynamoDBClient,
    table: string,
    { name, seconds, now = Date.now }: TableLockOptions,
  ) {
    this.#client = client;
    this.#table = table;
    this.#id = `lock:${name}`;
    this.#seconds = seconds;
    this.#now = now;
  }

  /** Runs `work` while holding the lock. @throws LockedError if another run holds it. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const owner = randomUUID();
    await this.#take(owner);
    try {
      return await work();
    } finally {
      await this.#release(owner);
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
        `Another run holds ${this.#id}. Wait for it to end, at most ${this.#seconds} s.`,
        { cause },
      );
    }
  }

  /** Never fails: a lock that could not be released expires. */
  async #release(owner: string): Promise<void> {
    try {
      await this.#client.send(
        new DeleteItemCommand({
          TableName: this.#table,
          Key: { id: text(this.#id) },
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': text(owner) },
        }),
      );
    } catch (error) {
      log.warn('Lock not released; it expires', { lock: this.#id, error: describeError(error) });
    }
  }
}
