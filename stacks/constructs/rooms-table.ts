import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { Construct } from 'constructs';
import { roomsTable } from '../../src/backend/resources.ts';
import type { Configuration } from '../configuration.ts';
import { tableStatements } from '../policies.ts';
import type { Binding } from './handler-function.ts';

/** The rooms table, billed per request. It has no backups: rooms are short-lived, and `sweep` removes stages without a record. */
export class RoomsTable extends Construct implements Binding {
  readonly table: DynamodbTable;

  constructor(scope: Construct, { names }: Configuration) {
    super(scope, 'rooms');
    const { partitionKey, index, timeToLiveAttribute } = roomsTable;
    this.table = new DynamodbTable(this, 'table', {
      name: names.table,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey.name,
      attribute: [partitionKey, index.partitionKey, index.sortKey].map(({ name, type }) => ({
        name,
        type,
      })),
      globalSecondaryIndex: [
        {
          name: index.name,
          hashKey: index.partitionKey.name,
          rangeKey: index.sortKey.name,
          projectionType: 'INCLUDE',
          nonKeyAttributes: [...index.includes],
        },
      ],
      ttl: { attributeName: timeToLiveAttribute, enabled: true },
    });
  }

  get value(): string {
    return this.table.name;
  }

  allow = (actions: readonly string[]) => tableStatements(actions, this.table.arn);
}
