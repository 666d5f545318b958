import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrl, REGION, resources } from '../../../src/local/shared/local-deployment.ts';
import { untaggedNames, type UntaggedType } from '../../../stacks/untagged-names.ts';
import { startFakeLists, type ListedNames } from './support/fake-lists.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

describe('doctor', () => {
  const account = {
    tagged: [
      'arn:aws:kms:us-east-1:000000000000:key/1',
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:audio-rooms-local-key-pair-AbCdEf',
      'arn:aws:lambda:us-east-1:000000000000:function:audio-rooms-local-join-room',
      ...['a', 'b', 'c'].map((name) => `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}`),
      'arn:aws:ivs:us-east-1:000000000000:public-key/AbCdEf123456',
    ] as string[],
    taggedIn: {} as Record<string, readonly string[]>,
  };
  const names: ListedNames = {};
  let operator: OperatorEnvironment;
  let lists: Awaited<ReturnType<typeof startFakeLists>>;
  before(async () => {
    operator = await openOperatorEnvironment(account);
    lists = await startFakeLists(names);
  });
  after(async () => {
    lists.close();
    await operator.close();
  });

  const createRoom = async () => {
    const response = await fetch(`${operator.server.url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ana' }),
    });
    assert.equal(response.status, 201);
  };

  // The embedded cloud's own deployment is "local", which means the server on this machine to the doctor. So its output for
  // AWS is tested with the names "production" and "gone".

  it('reports that nothing is left of a destroyed deployment', async () => {
    const { tagged } = account;
    account.tagged = ['arn:aws:kms:us-east-1:000000000000:key/waits-for-its-deletion'];
    const { code, output } = await operator.run('doctor', ['--env', 'gone'], lists.variables);
    account.tagged = tagged;
    assert.equal(code, 0, output);
    assert.match(output, /Nothing of gone is left\./);
  });

  it('finds the web ACL of CloudFront, which is in us-east-1, but nothing else of a deployment there', async () => {
    const acl = (region: string) =>
      `arn:aws:wafv2:us-east-1:000000000000:global/webacl/audio-rooms-gone-${region}-website/1`;
    account.taggedIn = {
      'eu-west-1': [],
      'us-east-1': [
        acl('eu-west-1'),
        acl('us-east-1'),
        'arn:aws:sqs:us-east-1:000000000000:audio-rooms-gone-room-events.fifo',
        'arn:aws:cloudfront::000000000000:distribution/E1',
      ],
    };
    const variables = { ...lists.variables, AWS_REGION: 'eu-west-1' };
    const { code, output } = await operator.run('doctor', ['--env', 'gone'], variables);
    account.taggedIn = {};
    assert.equal(code, 1, output);
    const lines = Array.from(output.matchAll(/! Resource: (.*)/g), ([, line]) => line);
    assert.deepEqual(lines, ['arn:aws:cloudfront::000000000000:distribution/E1', acl('eu-west-1')]);
  });

  it('finds by name what carries no tag, and nothing of another deployment or Region', async () => {
    const { tagged } = account;
    account.tagged = [];
    const left = untaggedNames('gone', 'us-east-1');
    const others = [untaggedNames('gone-2', 'us-east-1'), untaggedNames('gone', 'eu-west-1')];
    for (const type of Object.keys(left) as UntaggedType[]) {
      names[type] = [...left[type], ...others.flatMap((other) => other[type])];
    }
    const { code, output } = await operator.run('doctor', ['--env', 'gone'], lists.variables);
    account.tagged = tagged;
    for (const type of Object.keys(left) as UntaggedType[]) names[type] = [];
    assert.equal(code, 1, output);
    const lines = [...output.matchAll(/! Without a tag: (.*)/g)].map(([, line]) => line ?? '');
    assert.deepEqual(
      lines.map((line) => line.split(' ').at(-1)).sort(),
      Object.values(left).flat().sort(),
    );
    assert.match(output, /IAM role audio-rooms-gone-us-east-1-rotate-key-pair\n/);
    assert.match(output, /CloudFront cache policy audio-rooms-gone-us-east-1-room-reads\n/);
  });

  it('says in which other Region the deployment is', async () => {
    await operator.recordState('abroad', 'backend', { region: 'eu-west-1' });
    const { output } = await operator.run('doctor', ['--env', 'abroad'], lists.variables);
    assert.match(output, /abroad is deployed in eu-west-1: set AWS_REGION=eu-west-1/);
  });

  it('lists what a destroy left behind, and fails', async () => {
    const { code, output } = await operator.run('doctor', ['--env', 'gone'], lists.variables);
    assert.equal(code, 1);
    assert.match(output, /gone is not deployed, but these remain:/);
    assert.match(output, /! Resource: arn:aws:lambda:.*join-room/);
    assert.match(output, /destroy:backend -- --env gone/);
  });

  it('reports what it could not read, instead of taking it for nothing', async () => {
    const { code, output } = await operator.run('doctor', ['--env', 'gone'], {
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    assert.equal(code, 1);
    assert.match(output, /! Resource: unknown\. The endpoint refused the connection/);
  });

  it('reports the website, rooms, dead letters, resources and costs of a deployment', async () => {
    await createRoom();
    await operator.deployBackend('production');
    await operator.recordState('production', 'backend', { state: 's3://ours/backend.tfstate' });
    await operator.deployWebsite('production', {
      url: 'https://example.cloudfront.net',
      bucket: 'b',
      distributionId: 'd',
    });
    const { code, output } = await operator.run('doctor', ['--env', 'production']);
    assert.match(output, /production is deployed\./);
    assert.match(output, /Website: https:\/\/example\.cloudfront\.net/);
    assert.match(output, /State: s3:\/\/ours\/backend\.tfstate\n/);
    assert.match(output, /Rooms: 1, stages: 0/); // the stage's tag says "local"
    assert.match(output, /Dead letters: none/);
    assert.match(output, /Resources: 6 \(cloudwatch 3, kms 1, lambda 1, secretsmanager 1\)/);
    assert.match(output, /A month without use costs about \$1\.40/);
    // No key carries the tag "production".
    assert.equal(code, 1);
    assert.match(output, /! Public keys: none, so nobody can join\. Run npm run keys:rotate/);
  });

  it('lists every resource, if asked to', async () => {
    names.aws_kms_alias = ['alias/audio-rooms-production'];
    const args = ['--env', 'production', '--list'];
    const { output } = await operator.run('doctor', args, lists.variables);
    names.aws_kms_alias = [];
    for (const arn of account.tagged.filter((one) => !one.includes(':ivs:'))) {
      assert.ok(output.includes(`\n  ${arn}\n`), arn);
    }
    assert.match(output, /\n {2}KMS alias alias\/audio-rooms-production\n/);
  });

  it('counts dead letters, and refers to the docs', async () => {
    const client = new SQSClient({
      region: REGION,
      endpoint: operator.server.endpoint,
      credentials: operator.server.credentials,
    });
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl(operator.server.endpoint, resources.deadLetterQueue),
        MessageBody: '{}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    );
    client.destroy();
    const { output } = await operator.run('doctor', ['--env', 'production']);
    assert.match(output, /! Dead letters: 1\. See docs\/operate\.md, dead-letters/);
  });

  it('prints no key, token or secret', async () => {
    const { output } = await operator.run('doctor', ['--env', 'production']);
    assert.ok(!/PRIVATE KEY|eyJ/.test(output));
    assert.ok(!output.includes(operator.server.credentials.secretAccessKey));
  });
});
