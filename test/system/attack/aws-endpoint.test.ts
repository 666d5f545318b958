import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { record } from '../../support/record.ts';
import { sendRaw } from '../local/support/raw-http.ts';
import { runs, Target } from './support/target.ts';

const target = Target.forThisFile();

const operations = [
  'AmazonSSM.GetParameter',
  'AmazonSSM.PutParameter',
  'secretsmanager.GetSecretValue',
  'secretsmanager.PutSecretValue',
  'TrentService.GenerateDataKeyPair',
  'AmazonSQS.SendMessage',
  'AmazonSQS.ReceiveMessage',
  'AmazonSQS.DeleteMessage',
  'AmazonSQS.SendMessageBatch',
  'AmazonSQS.__proto__',
  'AmazonSQS.constructor',
  'nobody.Nothing',
  '',
] as const;

const paths = [
  '/',
  '/CreateStage',
  '/GetStage',
  '/ListStages',
  '/DeleteStage',
  '/ListParticipants',
  '/GetParticipant',
  '/DisconnectParticipant',
  '/ImportPublicKey',
  '/DeletePublicKey',
  '/__proto__',
  '/tags/arn%3Aaws%3Aivs',
  '/tags/%',
  '/2015-03-31/functions/nobody/invocations',
  '/2015-03-31/functions/%/invocations',
] as const;

/** Members that the services know, so that generated input gets past the first check. */
const memberNames = [
  'arn',
  'stageArn',
  'sessionId',
  'participantId',
  'name',
  'Name',
  'SecretId',
  'SecretString',
  'QueueUrl',
  'MessageBody',
  'MessageGroupId',
  'ReceiptHandle',
  'Entries',
  'KeyId',
  'KeyPairSpec',
  'maxResults',
  'nextToken',
  'tags',
  'publicKeyMaterial',
  '__proto__',
] as const;

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    'arn:aws:ivs:us-east-1:000000000000:stage/AAAAAAAAAAAA',
    'audio-rooms-local-key-pair',
    'arn:aws:ivs:us-east-1:000000000000:public-key/../../x',
    '../../../etc/passwd',
    -1,
    1e308,
    'x'.repeat(10_000),
  ),
);

const input = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...memberNames), values, { maxKeys: 5 }) },
  fc.jsonValue({ maxDepth: 6 }),
);

const call = fc.record({
  path: fc.constantFrom(...paths),
  operation: fc.constantFrom(...operations),
  body: fc.oneof(
    { weight: 5, arbitrary: input.map((value) => JSON.stringify(value)) },
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constant('['.repeat(20_000)),
  ),
});

function headers(authorization: string | undefined, operation: string): Record<string, string> {
  return {
    ...(authorization !== undefined && { authorization }),
    ...(operation && { 'x-amz-target': operation }),
  };
}

const credential = (id: string): string =>
  `AWS4-HMAC-SHA256 Credential=${id}/20260101/us-east-1/ivs/aws4_request, SignedHeaders=host, Signature=x`;

describe('the embedded AWS endpoint under hostile input', () => {
  it('refuses all calls without an access key of this run, and changes nothing', async () => {
    const ids = fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: 'binary-ascii', maxLength: 60 }).map((text) => text.replace(/[^ -~]/g, '')),
      fc.stringMatching(/^ASIA[0-9A-F]{30}$/).map(credential),
      fc.constant(credential('__proto__')),
    );
    const before = await target.server.stages();
    const times = runs(150);
    await fc.assert(
      fc.asyncProperty(call, ids, async ({ path, operation, body }, id) => {
        const response = await fetch(target.server.facts.endpoint + path, {
          method: 'POST',
          headers: headers(id, operation),
          body,
        });
        await response.text();
        assert.equal(response.status, 403);
        const table = await fetch(target.server.facts.dynamodbEndpoint, {
          method: 'POST',
          headers: headers(id, 'DynamoDB_20120810.ListTables'),
          body: '{}',
        });
        await table.text();
        assert.equal(table.status, 403);
      }),
      { numRuns: times },
    );
    assert.deepEqual(await target.server.stages(), before);
    record({
      part: 'Attack',
      what: 'AWS endpoint: calls without an access key of this run',
      tried: `${times * 2} calls`,
      outcome: '403, nothing changed',
    });
  });

  it('answers invalid input of its own callers with an AWS exception and a 4xx', async () => {
    const { endpoint, credentials } = target.server.facts;
    const times = runs(400);
    await fc.assert(
      fc.asyncProperty(call, async ({ path, operation, body }) => {
        const response = await fetch(endpoint + path, {
          method: 'POST',
          headers: headers(credential(credentials.accessKeyId), operation),
          body,
        });
        const text = await response.text();
        assert.ok(response.status < 500, `${response.status} ${path} ${operation} ${body} ${text}`);
        if (response.status >= 400) {
          assert.ok(response.headers.get('x-amzn-errortype'), text);
        }
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'AWS endpoint: invalid input of its own callers',
      tried: `${times} calls`,
      outcome: 'an AWS exception; no 5xx',
    });
  });

  it('survives invalid input of its own callers to DynamoDB', async () => {
    const { dynamodbEndpoint, credentials } = target.server.facts;
    const times = runs(150);
    const tableCall = fc.record({
      operation: fc.constantFrom('GetItem', 'PutItem', 'UpdateItem', 'Query', 'Scan', '__proto__'),
      body: fc.oneof(
        fc
          .dictionary(
            fc.constantFrom('Key', 'Item', 'UpdateExpression', 'ConditionExpression', 'Limit'),
            values,
          )
          .map((body) => JSON.stringify({ TableName: 'audio-rooms-local-rooms', ...body })),
        fc.string({ maxLength: 100 }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(tableCall, async ({ operation, body }) => {
        const response = await fetch(dynamodbEndpoint, {
          method: 'POST',
          headers: {
            ...headers(
              credential(credentials.accessKeyId).replace('/ivs/', '/dynamodb/'),
              `DynamoDB_20120810.${operation}`,
            ),
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-date': '20260101T000000Z',
          },
          body,
        });
        await response.text();
        assert.ok(target.server.running, target.server.stderr);
      }),
      { numRuns: times },
    );
    await target.createRoom();
    record({
      part: 'Attack',
      what: 'Embedded DynamoDB: invalid input of its own callers',
      tried: `${times} calls`,
      outcome: 'answered; the table works afterwards',
    });
  });

  it('answers random bytes with a 4xx or closes the connection', async () => {
    const port = Number(new URL(target.server.facts.endpoint).port);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const end = Buffer.from('\r\n\r\n\u0000\r\n\r\n');
        const { status } = await sendRaw(port, Buffer.concat([bytes, end]));
        assert.ok(status === undefined || (status >= 400 && status < 500), String(status));
      }),
      { numRuns: runs(60) },
    );
  });
});
