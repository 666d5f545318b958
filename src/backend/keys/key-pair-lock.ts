import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TableLock } from '../aws/table-lock.ts';

// `rotate-key-pair` and `sweep` are killed after 120 s.
const LOCK_SECONDS = 150;

/** Held by whoever changes keys, so that no two runs do at once. */
export const keyPairLock = (client: DynamoDBClient, table: string, now?: () => number): TableLock =>
  new TableLock(client, table, { name: 'key-pair', seconds: LOCK_SECONDS, ...(now && { now }) });
