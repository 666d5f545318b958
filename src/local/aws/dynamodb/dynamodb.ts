import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { roomsTable } from '../../../backend/resources.ts';
import type { AwsCall } from '../requests/aws-call.ts';
import { authorize, type AccessKeys } from '../requests/access-keys.ts';
import { AwsError } from '../requests/aws-error.ts';
import { toAwsError } from '../requests/to-aws-error.ts';
import { REGION, resources } from '../../shared/local-deployment.ts';
import { closeServer, listen, readBody, respond } from '../../shared/http.ts';
import type { ReportBug } from '../../shared/report-bug.ts';
import { StartError } from '../../shared/start-error.ts';
import type { ReportProblem } from '../../shared/storage-problems.ts';
import { Database, type DatabaseAnswer } from './database.ts';

const MAX_BODY_BYTES = 16 * 2 ** 20; // the service's limit

export interface DynamoDb {
  readonly url: string;
  /** The number of items in the rooms table. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface DynamoDbOptions {
  /** Where tables are kept; in memory if absent. */
  readonly directory?: string;
  readonly accessKeys: AccessKeys;
  readonly onCall: (call: AwsCall) => void;
  readonly onProblem: ReportProblem;
  readonly onBug: ReportBug;
}

/**
 * Starts DynamoDB: dynalite, behind a check of who calls and what they may do. Items do not expire, as dynalite has no
 * time to live; the system uses that only as a safety net.
 * @throws {StartError} If the directory is not that of a database.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { onBug } = options;
  const database = await Database.open(options, (opened) => createTable(opened, options.directory));
  const pending = new Set<Promise<unknown>>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const run = admit(options, request, response)
      .then(async (body) => {
        if (!body) return;
        const answer = await database.ask(request, body).catch(() => failed);
        respond(response, answer.status, answer.headers, answer.body);
      })
      .catch((error: unknown) => {
        onBug(error);
        respond(response, failed.status, failed.headers, failed.body);
      })
      .finally(() => pending.delete(run));
    pending.add(run);
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const close = async () => {
    const closed = closeServer(server);
    // dynalite throws if its database closes during a call.
    await Promise.allSettled(pending);
    await closed;
    await database.close();
  };
  const count = async () => {
    const { body } = await call(database, 'Scan', { TableName: resources.table, Select: 'COUNT' });
    // A table that was just created may still refuse the call.
    return (JSON.parse(body) as { Count?: number }).Count ?? 0;
  };
  return { url, count, close };
}

/** The caller retries, as after any 500 of AWS. */
const failed: DatabaseAnswer = { status: 500, headers: {}, body: '' };

/** Reads a whole request and checks its caller. Returns undefined if it has refused the request. */
async function admit(
  { accessKeys, onCall, onBug }: DynamoDbOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | undefined> {
  try {
    const body = await readBody(request, MAX_BODY_BYTES);
    const caller = accessKeys.identify(request.headers.authorization);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    onCall({ service: 'dynamodb', operation, ...caller });
    authorize(caller, `dynamodb:${operation}`);
    assertReadable(body);
    return body;
  } catch (error) {
    const { code, message, status } = toAwsError(error, onBug);
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    respond(response, status, headers, JSON.stringify({ __type: code, message }));
    return undefined;
  }
}

/** A null would make dynalite throw outside of any promise. No AWS SDK sends one. */
function assertReadable(body: Buffer): void {
  try {
    JSON.parse(body.toString(), (_, value: unknown) => {
      if (value === null) throw new SyntaxError('The body contains a null');
      return value;
    });
  } catch (error) {
    throw new AwsError('SerializationException', String(error));
  }
}

/** Calls an operation in this process. */
function call(database: Database, operation: string, input: object): Promise<DatabaseAnswer> {
  const credential = `local/20260101/${REGION}/dynamodb/aws4_request`;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=local`,
  };
  const body = Buffer.from(JSON.stringify(input));
  return database.ask({ method: 'POST', url: '/', headers }, body);
}

/** Creates the rooms table, unless the directory has it. */
async function createTable(database: Database, directory: string | undefined): Promise<void> {
  const { partitionKey, index } = roomsTable;
  const { status, body } = await call(database, 'CreateTable', {
    TableName: resources.table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, index.partitionKey, index.sortKey].map((key) => ({
      AttributeName: key.name,
      AttributeType: key.type,
    })),
    KeySchema: [{ AttributeName: partitionKey.name, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey.name, KeyType: 'HASH' },
          { AttributeName: index.sortKey.name, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: index.includes },
      },
    ],
  }).catch((error: unknown) => {
    if (directory === undefined) throw error;
    throw new StartError(
      `Can't open the database in ${directory}: it is damaged, another process uses it, or the disk is full. Restore the directory; if you delete it, its rooms are lost.`,
    );
  });
  if (status !== 200 && !body.includes('ResourceInUseException')) {
    throw new StartError(`Can't create the rooms table: ${body}`);
  }
}
