import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { makeTools } from './support/fake-tools.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

describe('destroy', () => {
  const tools = makeTools();
  let operator: OperatorEnvironment;
  before(async () => {
    operator = await openOperatorEnvironment();
  });
  beforeEach(() => tools.forget());
  after(async () => {
    tools.remove();
    await operator.close();
  });

  const destroy = (args: readonly string[], more: Record<string, string> = {}) =>
    operator.run('destroy', args, { ...tools.variables, ...more });

  it('takes the environment from APP_ENV, and recommends the doctor', async () => {
    const { code, output } = await destroy(['backend', '--yes'], { APP_ENV: 'qa' });
    assert.equal(code, 0, output);
    assert.match(tools.calls()[1] ?? '', /^qa\/us-east-1\/stacks\/backend destroy -auto-approve /);
    assert.match(output, /Next: npm run doctor -- --env qa/);
  });

  it('has no default environment', async () => {
    const { code, output } = await destroy(['backend']);
    assert.equal(code, 1);
    assert.match(output, /Which deployment\? Pass --env/);
    assert.deepEqual(tools.calls(), []);
  });

  it('refuses to destroy a backend whose website still exists', async () => {
    await operator.deployWebsite('staging', { url: 'u', bucket: 'b', distributionId: 'd' });
    const { code, output } = await destroy(['backend', '--env', 'staging']);
    assert.equal(code, 1);
    assert.match(output, /First run npm run destroy:website -- --env staging/);
    assert.deepEqual(tools.calls(), []);
  });

  it('fails when Terraform fails, and says that it can be repeated', async () => {
    tools.fail('destroy');
    const { code, output } = await destroy(['website', '--env', 'qa']);
    assert.equal(code, 1);
    assert.match(output, /destroy failed for website.*run this again/s);
  });

  it('refuses to destroy nothing while the deployment has another state, or is in another Region', async () => {
    await operator.recordState('lost', 'backend', { state: 's3://ours/lost.tfstate' });
    const lost = await destroy(['backend', '--env', 'lost', '--yes']);
    assert.equal(lost.code, 1);
    assert.match(lost.output, /Set TF_STATE_BUCKET=ours/);
    await operator.recordState('abroad', 'backend', { region: 'eu-west-1' });
    const abroad = await destroy(['backend', '--env', 'abroad', '--yes']);
    assert.equal(abroad.code, 1);
    assert.match(abroad.output, /deployed in eu-west-1.*Set AWS_REGION=eu-west-1\.\n$/);
    assert.ok(!tools.calls().some((call) => call.includes(' destroy')));
  });

  it('refuses invalid environments and unknown options', async () => {
    for (const [args, message] of [
      [['backend', '--env', 'local'], /Ctrl-C/],
      [['backend', '--env', 'Not OK'], /APP_ENV is "Not OK"/],
      [['backend', '--force'], /--force.*Try --help/],
    ] as const) {
      const { code, output } = await destroy(args);
      assert.equal(code, 1, output);
      assert.match(output, message);
    }
    assert.deepEqual(tools.calls(), []);
  });
});
