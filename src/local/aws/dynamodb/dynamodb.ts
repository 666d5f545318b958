import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import dynalite from 'dynalite';
import { roomsTable } from '../../../backend/functions.ts';
import type { Call } from '../calls.ts';
import { authorize, type AccessKeys } from '../credentials.ts';
import { AwsError } from '../aws-error.ts';
import { REGION, resources } from '../../shared/local-deployment.ts';
import { closeServer, listen, readBody, respond } from '../../shared/http.ts';
import { StartError } from '../../shared/start-error.ts';

const MAX_BODY_BYTES = 16 * 2 ** 20; // what the service takes

export interface DynamoDb {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * DynamoDB: dynalite, behind a door that knows its callers. Items do not expire: dynalite has no time to live, which
 * is only a safety net here.
 * @param directory - Where tables are kept; in memory if there is none.
 */
export async function startDynamoDb(options: {
  readonly directory?: string;
  readonly accessKeys: AccessKeys;
  readonly onCall: (call: Call) => void;
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
        // dynalite threw: the caller tries again, as after any 500 of AWS.
        if (!response.headersSent) respond(response, 500, {}, '');
      })
      .finally(() => pending.delete(run));
    pending.add(run);
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const close = async () => {
    const closed = closeServer(server);
    // dynalite throws out of any call that is not done when its database closes.
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

/** Reads a request to its end and checks who sent it. Returns nothing if it has been refused. */
async function admit(
  accessKeys: AccessKeys,
  onCall: (call: Call) => void,
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

/** dynalite throws, and takes the process with it, where it looks into a null; no AWS SDK sends one. */
function assertReadable(body: Buffer): void {
  JSON.parse(body.toString(), (_, value: unknown) => {
    if (value === null) throw new AwsError('SerializationException', 'The body holds a null');
    return value;
  });
}

/**
 * Hands a complete request over. dynalite gets a copy to read: given the real one, it throws when the client goes
 * away in the middle, and takes the process with it.
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
    // Also of a client that is gone: what counts is that dynalite is done.
    response.end = ((...args: Parameters<typeof end>) => {
      resolve();
      return end(...args);
    }) as typeof response.end;
    forward?.(copy as unknown as IncomingMessage, response);
  });
}

/** One call by hand, rather than with the SDK: that would take longer to load than all else here to start. */
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
  // In a data directory it is there from the last time.
  if (!response.ok && !answer.includes('ResourceInUseException')) {
    throw new StartError(`The rooms table can not be made: ${answer}`);
  }
}
