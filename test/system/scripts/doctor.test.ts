import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrl, REGION, resources } from '../../../src/local/shared/local-deployment.ts';
import { openWorld, type World } from './support/operator-world.ts';

describe('doctor', () => {
  const account = {
    tagged: [
      'arn:aws:kms:us-east-1:000000000000:key/1',
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:audio-rooms-local-key-pair-AbCdEf',
      'arn:aws:lambda:us-east-1:000000000000:function:audio-rooms-local-join-room',
      ...['a', 'b', 'c'].map((name) => `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}`),
      'arn:aws:ivs:us-east-1:000000000000:public-key/AbCdEf123456',
    ] as string[],
  };
  let world: World;
  before(async () => {
    world = await openWorld(account);
  });
  after(() => world.close());

  const createRoom = async () => {
    const response = await fetch(`${world.server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ana' }),
    });
    assert.equal(response.status, 201);
  };

  // The embedded cloud's tag says "local". Doctor takes that name for the server of this machine, so what it would say
  // of AWS is seen by the deployments "production" and "gone", which are not the embedded cloud's own.

  it('finds nothing of a deployment that was destroyed, and says so', async () => {
    const { tagged } = account;
    account.tagged = ['arn:aws:kms:us-east-1:000000000000:key/waits-for-its-deletion'];
    const { code, output } = await world.run('doctor', ['--env', 'gone']);
    account.tagged = tagged;
    assert.equal(code, 0, output);
    assert.match(output, /Nothing of gone is left\./);
  });

  it('lists what a destroy left, and fails', async () => {
    const { code, output } = await world.run('doctor', ['--env', 'gone']);
    assert.equal(code, 1);
    assert.match(output, /gone is not deployed, but this is left:/);
    assert.match(output, /! Resource: arn:aws:lambda:.*join-room/);
    assert.match(output, /destroy:backend -- --env gone/);
  });

  it('says what can not be seen, and does not take it for nothing', async () => {
    const { code, output } = await world.run('doctor', ['--env', 'gone'], {
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    assert.equal(code, 1);
    assert.match(output, /! Resource: can't be seen\. The endpoint refuses connections/);
  });

  it('tells of a deployment: website, rooms, dead letters, resources and what it costs', async () => {
    await createRoom();
    await world.deployBackend('production');
    await world.deployWebsite('production', {
      url: 'https://example.cloudfront.net',
      bucket: 'b',
      distributionId: 'd',
    });
    const { code, output } = await world.run('doctor', ['--env', 'production']);
    assert.match(output, /production is deployed\./);
    assert.match(output, /Website: https:\/\/example\.cloudfront\.net/);
    assert.match(output, /Rooms: 1, stages: 0/); // the stage's tag says "local"
    assert.match(output, /Dead letters: none/);
    assert.match(output, /Resources: 6 \(cloudwatch 3, kms 1, lambda 1, secretsmanager 1\)/);
    assert.match(output, /costs about \$1\.40 at list prices/);
    // No key carries the tag "production".
    assert.equal(code, 1);
    assert.match(output, /! Public keys: none, so nobody can join\. Run npm run keys:rotate/);
  });

  it('counts dead letters, and says where to read on', async () => {
    const client = new SQSClient({
      region: REGION,
      endpoint: world.server.endpoint,
      credentials: world.server.credentials,
    });
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl(world.server.endpoint, resources.deadLetterQueue),
        MessageBody: '{}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    );
    client.destroy();
    const { output } = await world.run('doctor', ['--env', 'production']);
    assert.match(output, /! Dead letters: 1\. See docs\/operate\.md, dead-letters/);
  });

  it('shows no key, token or secret', async () => {
    const { output } = await world.run('doctor', ['--env', 'production']);
    assert.ok(!/PRIVATE KEY|eyJ/.test(output));
    assert.ok(!output.includes(world.server.credentials.secretAccessKey));
  });
});
