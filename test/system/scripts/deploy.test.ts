import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FakeAccount } from './support/fake-aws.ts';
import { makeTools } from './support/fake-tools.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

describe('deploy', () => {
  const tools = makeTools();
  const account: FakeAccount = { cloudwatchRoleArn: 'arn:aws:iam::1:role/logs' };
  let operator: OperatorEnvironment;
  before(async () => {
    operator = await openOperatorEnvironment(account);
  });
  beforeEach(() => tools.forget());
  after(async () => {
    tools.remove();
    await operator.close();
  });

  const deploy = (stack: string, ...args: readonly string[]) =>
    operator.run('deploy', [stack, '--no-build', ...args], tools.variables);

  it('builds, then deploys the backend in a folder for its environment', async () => {
    const args = ['backend', '--env', 'production'];
    const { code, output } = await operator.run('deploy', args, tools.variables);
    assert.equal(code, 0, output);
    assert.match(output, /Built in dist/);
    assert.deepEqual(tools.calls(), [
      'production us-east-1 deploy backend --output cdktf.out/production/us-east-1 --ignore-missing-stack-dependencies',
    ]);
    assert.match(output, /Next: npm run deploy:website -- --env production/);
  });

  it('asks for no confirmation with --yes, and prints the address of the website', async () => {
    const url = 'https://x.example';
    await operator.deployBackend('staging');
    await operator.deployWebsite('staging', { url, bucket: 'b', distributionId: 'd' });
    const { code, output } = await deploy('website', '--env', 'staging', '--yes');
    assert.equal(code, 0, output);
    assert.match(tools.calls()[0] ?? '', /deploy website .*--auto-approve$/);
    assert.ok(output.includes(`Website: ${url}`));
  });

  it('refuses to deploy a website without its backend', async () => {
    const { code, output } = await deploy('website', '--env', 'nowhere');
    assert.equal(code, 1);
    assert.match(output, /backend of nowhere is not deployed/);
    assert.deepEqual(tools.calls(), []);
  });

  it('deploys nothing while requirements are missing, except the account stack that provides one of them', async () => {
    const role = account.cloudwatchRoleArn;
    delete account.cloudwatchRoleArn;
    const backend = await operator.run('deploy', ['backend', '--env', 'qa', '--no-build'], {
      ...tools.variables,
      ACCESS_LOG: 'on',
    });
    const accountStack = await deploy('account');
    account.cloudwatchRoleArn = role;
    assert.equal(backend.code, 1);
    assert.match(backend.output, /Not ready to deploy:\n {2}API logs: .*npm run deploy:account/);
    assert.equal(accountStack.code, 0, accountStack.output);
    assert.deepEqual(tools.calls().length, 1);
    assert.match(
      tools.calls()[0] ?? '',
      /^development us-east-1 deploy account --output cdktf\.out\/account\/us-east-1 /,
    );
  });

  it('refuses unknown stacks and the local environment', async () => {
    const unknown = await deploy('frontend', '--env', 'qa');
    assert.match(unknown.output, /one of account, backend, website/);
    const local = await deploy('backend', '--env', 'local');
    assert.match(local.output, /npm start/);
    assert.deepEqual([unknown.code, local.code], [1, 1]);
    assert.deepEqual(tools.calls(), []);
  });
});
