import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  AccessDeniedException,
  CreateStageCommand,
  DeletePublicKeyCommand,
  DeleteStageCommand,
  GetStageCommand,
  IVSRealTimeClient,
  IVSRealTimeServiceException,
  ListPublicKeysCommand,
  ListStagesCommand,
  ServiceQuotaExceededException,
} from '@aws-sdk/client-ivs-realtime';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FunctionName } from '../../../../src/backend/functions.ts';
import type { AwsCall } from '../../../../src/local/aws/requests/aws-call.ts';
import { AccessKeys, authorize } from '../../../../src/local/aws/requests/access-keys.ts';
import { AwsError } from '../../../../src/local/aws/requests/aws-error.ts';
import { functionNames, resources } from '../../../../src/local/shared/local-deployment.ts';
import type { LocalServer } from '../../../../src/local/server/local-server.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { sendAndReset, sendRaw } from '../support/raw-http.ts';

interface Variables {
  readonly [name: string]: string;
}

describe('the AWS endpoint', () => {
  let dist: Dist;
  let server: LocalServer;
  const clock = new ManualClock(Date.now());
  const calls: AwsCall[] = [];

  before(async () => {
    dist = await makeDist();
    server = await startServer(dist, {
      clock,
      rateLimits: true,
      onCall: (call) => calls.push(call),
    });
  });
  after(async () => {
    await server.close();
    dist.remove();
  });

  /** The environment variables that a function has. */
  const variablesOf = async (name: FunctionName): Promise<Variables> => {
    const { payload } = await server.invoke(name, { behaviour: 'environment' });
    return JSON.parse(payload) as Variables;
  };
  const configure = (credentials: { accessKeyId: string; secretAccessKey: string }) => ({
    endpoint: server.endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  });
  /** The configuration of a client with a function's access key. */
  const clientOf = async (name: FunctionName) => {
    const variables = await variablesOf(name);
    return configure({
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    });
  };

  it('gives each function the variables of its resources, and none of this process', async () => {
    process.env['LEAKS_INTO_HANDLERS'] = 'yes';
    const variables = await variablesOf('join-room');
    delete process.env['LEAKS_INTO_HANDLERS'];
    assert.equal(variables['ROOMS_TABLE'], resources.table);
    assert.equal(variables['KEY_PAIR_SECRET_ID'], resources.keyPairSecret);
    const expected = [
      'AWS_ACCESS_KEY_ID',
      'AWS_CONFIG_FILE',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_SHARED_CREDENTIALS_FILE',
      'LAMBDA_TASK_ROOT',
      'TZ',
      '_HANDLER',
      'KEY_PAIR_SECRET_ID',
      'ROOMS_TABLE',
      'ROOM_PARTICIPANT_LIMIT',
      'ALLOWED_ORIGINS',
      'CHANNEL',
    ];
    assert.deepEqual(Object.keys(variables).sort(), expected.sort());
  });

  it('tells which function made a call', async () => {
    const client = new IVSRealTimeClient(await clientOf('update-room'));
    const arn = 'arn:aws:ivs:us-east-1:000000000000:stage/AbSeNt000000';
    await client.send(new GetStageCommand({ arn })).catch(() => {});
    client.destroy();
    assert.deepEqual(calls.at(-1), {
      service: 'ivs',
      operation: 'GetStage',
      functionName: 'update-room',
    });
  });

  it('allows a function only what the manifest grants it', async () => {
    const config = await clientOf('create-room');
    const client = new IVSRealTimeClient(config);
    const { stage } = await client.send(new CreateStageCommand({ tags: { room: 'yes' } }));
    await client.send(new DeleteStageCommand({ arn: stage?.arn }));
    await assert.rejects(client.send(new ListStagesCommand({})), AccessDeniedException);
    await assert.rejects(
      client.send(new DeletePublicKeyCommand({ arn: 'x' })),
      AccessDeniedException,
    );
    client.destroy();

    const table = new DynamoDBClient({ ...config, endpoint: server.dynamodbEndpoint });
    const denied = table.send(new ScanCommand({ TableName: resources.table }));
    await assert.rejects(denied, { name: 'AccessDeniedException' });
    table.destroy();
  });

  it('allows tagging only to functions that the manifest grants it', () => {
    const mayTag = functionNames.filter((functionName) => {
      try {
        authorize({ functionName }, 'ivs:TagResource');
        return true;
      } catch (error) {
        assert.ok(error instanceof AwsError && error.code === 'AccessDeniedException');
        return false;
      }
    });
    assert.deepEqual(mayTag, ['create-room', 'rotate-key-pair']);
  });

  it('refuses calls without an access key of this run', async () => {
    const stranger = new AccessKeys().operator;
    const secrets = new SecretsManagerClient(configure(stranger));
    const table = new DynamoDBClient({
      ...configure(stranger),
      endpoint: server.dynamodbEndpoint,
    });
    await assert.rejects(
      secrets.send(new GetSecretValueCommand({ SecretId: resources.keyPairSecret })),
      { name: 'UnrecognizedClientException' },
    );
    await assert.rejects(
      table.send(new GetItemCommand({ TableName: resources.table, Key: { id: { S: 'x' } } })),
      { name: 'UnrecognizedClientException' },
    );
    for (const client of [secrets, table]) client.destroy();
    for (const endpoint of [server.endpoint, server.dynamodbEndpoint]) {
      const response = await fetch(endpoint, { method: 'POST', body: '{}' });
      assert.equal(response.status, 403);
      assert.match(await response.text(), /MissingAuthenticationTokenException/);
    }
  });

  it('throttles each operation at the rate of the service', async () => {
    const client = new IVSRealTimeClient(configure(server.credentials));
    clock.advance(10_000);
    for (let count = 0; count < 5; count += 1) await client.send(new ListStagesCommand({}));
    const refused = await client.send(new ListStagesCommand({})).catch((error: unknown) => error);
    assert.ok(refused instanceof IVSRealTimeServiceException);
    assert.equal(refused.name, 'ThrottlingException');
    assert.equal(refused.$metadata.httpStatusCode, 429);
    for (let count = 0; count < 3; count += 1) await client.send(new ListPublicKeysCommand({}));
    await assert.rejects(client.send(new ListPublicKeysCommand({})), {
      name: 'ThrottlingException',
    });
    clock.advance(200);
    await client.send(new ListStagesCommand({}));
    client.destroy();
  });

  it('refuses to create more than a thousand stages', async () => {
    const client = new IVSRealTimeClient(configure(server.credentials));
    const template = { name: '', tags: {}, endpoints: { events: '', whip: '' } };
    const made: string[] = [];
    for (let count = 0; count < 1000; count += 1) {
      const arn = `arn:aws:ivs:us-east-1:000000000000:stage/many${count}`;
      server.account.stages.set(arn, { ...template, arn, id: `many${count}` });
      made.push(arn);
    }
    await assert.rejects(client.send(new CreateStageCommand({})), ServiceQuotaExceededException);
    client.destroy();
    for (const arn of made) server.account.stages.delete(arn);
  });

  it('goes on after malformed, unknown and interrupted requests', async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${server.credentials.accessKeyId}/x`;
    const post = (path: string, headers: Record<string, string>, body: string) =>
      fetch(server.endpoint + path, {
        method: 'POST',
        headers: { authorization, ...headers },
        body,
      });
    const target = (name: string) => ({ 'x-amz-target': name });
    const answers = await Promise.all([
      post('/', target('AmazonSSM.GetParameter'), '{'),
      post('/', target('AmazonSSM.GetParameter'), '[]'),
      post('/', target('AmazonSSM.toString'), '{}'),
      post('/', target('NoSuchService.Get'), '{}'),
      post('/constructor', {}, '{}'),
      post('/CreateStage', {}, '{"name":5}'),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 404, 404, 404, 400],
    );
    const large = await post('/CreateStage', {}, 'x'.repeat(2 ** 21 + 1)).catch(() => undefined);
    // Undefined: the connection was reset before the client had sent everything.
    assert.ok(large === undefined || large.status >= 400, String(large?.status));

    const half = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 99\r\n\r\n{`;
    for (const endpoint of [server.endpoint, server.dynamodbEndpoint]) {
      const port = Number(new URL(endpoint).port);
      for (let round = 0; round < 10; round += 1) await sendAndReset(port, half('/'));
      const head = `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
      assert.equal((await sendRaw(port, head)).status, 403);
    }
  });
});
