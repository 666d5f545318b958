import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FakeAccount } from './support/fake-aws.ts';
import { makeTools } from './support/fake-tools.ts';
import { openWorld, type World } from './support/operator-world.ts';

describe('deploy', () => {
  const tools = makeTools();
  const account: FakeAccount = { cloudwatchRoleArn: 'arn:aws:iam::1:role/logs' };
  let world: World;
  before(async () => {
    world = await openWorld(account);
  });
  beforeEach(() => tools.forget());
  after(async () => {
    tools.remove();
    await world.close();
  });

  const deploy = (stack: string, ...args: readonly string[]) =>
    world.run('deploy', [stack, '--no-build', ...args], tools.variables);

  it('builds, then deploys the backend in a folder of its environment', async () => {
    const args = ['backend', '--env', 'production'];
    const { code, output } = await world.run('deploy', args, tools.variables);
    assert.equal(code, 0, output);
    assert.match(output, /Built in dist/);
    assert.deepEqual(tools.calls(), [
      'production us-east-1 deploy backend --output cdktf.out/production --ignore-missing-stack-dependencies',
    ]);
    assert.match(output, /Next: npm run deploy:website -- --env production/);
  });

  it('asks nothing with --yes, and says where the website is', async () => {
    const url = 'https://x.example';
    await world.deployBackend('staging');
    await world.deployWebsite('staging', { url, bucket: 'b', distributionId: 'd' });
    const { code, output } = await deploy('website', '--env', 'staging', '--yes');
    assert.equal(code, 0, output);
    assert.match(tools.calls()[0] ?? '', /deploy website .*--auto-approve$/);
    assert.ok(output.includes(`Website: ${url}`));
  });

  it('deploys no website before its backend', async () => {
    const { code, output } = await deploy('website', '--env', 'nowhere');
    assert.equal(code, 1);
    assert.match(output, /no backend of nowhere/);
    assert.deepEqual(tools.calls(), []);
  });

  it('waits for what is missing, but lets the account be deployed to mend it', async () => {
    const role = account.cloudwatchRoleArn;
    delete account.cloudwatchRoleArn;
    const backend = await deploy('backend', '--env', 'qa');
    const mended = await deploy('account');
    account.cloudwatchRoleArn = role;
    assert.equal(backend.code, 1);
    assert.match(backend.output, /Not ready to deploy:\n {2}API logs: .*npm run deploy:account/);
    assert.equal(mended.code, 0, mended.output);
    assert.deepEqual(tools.calls().length, 1);
    assert.match(
      tools.calls()[0] ?? '',
      /^account us-east-1 deploy account --output cdktf\.out\/account/,
    );
  });

  it('refuses what it does not know', async () => {
    const unknown = await deploy('frontend', '--env', 'qa');
    assert.match(unknown.output, /One of account, backend, website/);
    const local = await deploy('backend', '--env', 'local');
    assert.match(local.output, /npm start/);
    assert.deepEqual([unknown.code, local.code], [1, 1]);
    assert.deepEqual(tools.calls(), []);
  });
});
