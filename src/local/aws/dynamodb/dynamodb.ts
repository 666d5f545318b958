import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import dynalite from 'dynalite';
import { roomsTable } from '../../../backend/functions.ts';
import type { AwsCall } from '../requests/aws-call.ts';
import { authorize, type AccessKeys } from '../requests/access-keys.ts';
import { AwsError } from '../requests/aws-error.ts';
import { REGION, resources } from '../../shared/local-deployment.ts';
import { closeServer, listen, readBody, respond } from '../../shared/http.ts';
import { StartError } from '../../shared/start-error.ts';

const MAX_BODY_BYTES = 16 * 2 ** 20; // the service's limit

export interface DynamoDb {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB: dynalite, behind a check of who calls and what they may do. Items do not expire, as dynalite has no
 * time to live; the system uses that only as a safety net.
 */
export async function startDynamoDb(options: {
  /** Where tables are kept; in memory if absent. */
  readonly directory?: string;
  readonly accessKeys: AccessKeys;
  readonly onCall: (call: AwsCall) => void;
}): Promise<DynamoDb> {
  const { directory, accessKeys, onCall } = options;
  const server = dynalite({
    createTableMs: 0,
    ...(directory !== undefined && { path: directory }),
  });
  const [forward] = server.listeners('request') as RequestListener[];
  const pending = new Set<Promise<unknown>>();
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const run = admit(accessKeys, onCall, request, response)
      .then((body) => body && relay(forward, request, body, response))
      .catch(() => {
        // dynalite threw. The caller retries, as after any 500 of AWS.
        if (!response.headersSent) respond(response, 500, {}, '');
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
  };
  try {
    await createTable(url, accessKeys);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

/** Reads a whole request and checks its caller. Returns undefined if it has refused the request. */
async function admit(
  accessKeys: AccessKeys,
  onCall: (call: AwsCall) => void,
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
    const { code, message, status } =
      error instanceof AwsError ? error : new AwsError('SerializationException', String(error));
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    respond(response, status, headers, JSON.stringify({ __type: code, message }));
    return undefined;
  }
}

/** A null would make dynalite throw outside of any promise, which ends the process. No AWS SDK sends one. */
function assertReadable(body: Buffer): void {
  JSON.parse(body.toString(), (_, value: unknown) => {
    if (value === null) throw new AwsError('SerializationException', 'The body contains a null');
    return value;
  });
}

/**
 * Passes a complete request to dynalite and waits for its answer. dynalite gets a copy: with the real request, it would
 * throw outside of any promise when the client disconnects early, which ends the process.
 */
function relay(
  forward: RequestListener | undefined,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { method, url, headers } = request;
  const copy = Object.assign(Readable.from([body]), { method, url, headers });
  return new Promise((resolve) => {
    const end = response.end.bind(response);
    // Called even if the client is gone, so it always tells when dynalite is done.
    response.end = ((...args: Parameters<typeof end>) => {
      resolve();
      return end(...args);
    }) as typeof response.end;
    forward?.(copy as unknown as IncomingMessage, response);
  });
}

/** Creates the rooms table. Without the SDK, which would take longer to load than everything else here takes to start. */
async function createTable(endpoint: string, { operator }: AccessKeys): Promise<void> {
  const { partitionKey, index } = roomsTable;
  const credential = `${operator.accessKeyId}/20260101/${REGION}/dynamodb/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.CreateTable',
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify({
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
    }),
  });
  const answer = await response.text();
  // A data directory may already have the table.
  if (!response.ok && !answer.includes('ResourceInUseException')) {
    throw new StartError(`Can't create the rooms table: ${answer}`);
  }
}
