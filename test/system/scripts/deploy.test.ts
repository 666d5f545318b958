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

  it('builds, then runs Terraform in a folder of its deployment, with one folder of providers', async () => {
    const args = ['backend', '--env', 'production'];
    const { code, output } = await operator.run('deploy', args, tools.variables);
    assert.equal(code, 0, output);
    assert.match(output, /Built in dist/);
    const folder = 'production/us-east-1/stacks/backend';
    assert.deepEqual(tools.calls(), [
      `${folder} init -input=false plugins=plugins`,
      `${folder} apply plugins=plugins`,
    ]);
    assert.match(output, /Next: npm run deploy:website -- --env production/);
  });

  it('asks for no confirmation with --yes, and prints the address of the website', async () => {
    const url = 'https://x.example';
    await operator.deployBackend('staging');
    await operator.deployWebsite('staging', { url, bucket: 'b', distributionId: 'd' });
    const { code, output } = await deploy('website', '--env', 'staging', '--yes');
    assert.equal(code, 0, output);
    assert.match(tools.calls()[1] ?? '', /stacks\/website apply -auto-approve /);
    assert.ok(output.includes(`Website: ${url}`));
  });

  it('moves the state only if asked to', async () => {
    await deploy('backend', '--env', 'qa', '--migrate-state');
    assert.match(tools.calls()[0] ?? '', / init -input=false -migrate-state /);
  });

  describe('compares the state with the account, and', () => {
    const arnIn = (account: string, environment: string) =>
      `arn:aws:ssm:us-east-1:${account}:parameter/audio-rooms/${environment}/backend-state`;
    const applied = () => tools.calls().some((call) => call.includes(' apply'));

    it('deploys again with the state of the deployment', async () => {
      await operator.recordState('compared', 'backend');
      tools.setRecordArn(arnIn('000000000000', 'compared'));
      const { code, output } = await deploy('backend', '--env', 'compared');
      assert.equal(code, 0, output);
      assert.ok(applied());
    });

    it('refuses an empty state over a living deployment, and says where the state is', async () => {
      await operator.recordState('compared', 'backend');
      const local = await deploy('backend', '--env', 'compared');
      assert.equal(local.code, 1);
      assert.match(
        local.output,
        /deployed in account 000000000000, us-east-1, but the state in \.st/,
      );
      assert.match(local.output, /Its state is \/elsewhere\/.*backend\.tfstate\./);
      assert.match(local.output, /If that state is lost, see docs\/deploy\.md/);
      const state = 's3://ours/audio-rooms/compared/us-east-1/backend.tfstate';
      await operator.recordState('compared', 'backend', { state });
      const bucket = await deploy('backend', '--env', 'compared');
      assert.match(bucket.output, /Set TF_STATE_BUCKET=ours, and TF_STATE_REGION if/);
      assert.ok(!applied());
    });

    it('refuses a state of another account', async () => {
      tools.setRecordArn(arnIn('111111111111', 'compared'));
      const { code, output } = await deploy('backend', '--env', 'compared');
      assert.equal(code, 1);
      assert.match(
        output,
        /of backend in account 111111111111, us-east-1.*for account 000000000000/,
      );
      assert.match(output, /Set AWS_PROFILE/);
      assert.ok(!applied());
    });

    it('refuses a second deployment in another Region, unless told that it is meant', async () => {
      await operator.recordState('abroad', 'backend', { region: 'eu-west-1' });
      const refused = await deploy('backend', '--env', 'abroad');
      assert.equal(refused.code, 1);
      assert.match(
        refused.output,
        /is deployed in eu-west-1, not in us-east-1\. Set AWS_REGION=eu-/,
      );
      assert.ok(!applied());
      const meant = await deploy('backend', '--env', 'abroad', '--another-region');
      assert.equal(meant.code, 0, meant.output);
      assert.ok(applied());
    });
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
    assert.match(tools.calls()[1] ?? '', /^account\/us-east-1\/stacks\/account apply /);
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
