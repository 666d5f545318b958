import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runScript } from './support/operator-environment.ts';

const variables = { AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' };

describe('npm run policy', () => {
  it('prints the policy of a deployment as JSON, without an account', async () => {
    const { code, output } = await runScript('policy', ['--env', 'staging'], variables);
    assert.equal(code, 0, output);
    const policy = JSON.parse(output) as { Version: string; Statement: unknown[] };
    assert.equal(policy.Version, '2012-10-17');
    assert.ok(output.includes('arn:aws:dynamodb:eu-west-1:*:table/audio-rooms-staging-*'));
    const limited = ['--env', 'staging', '--account', '123456789012'];
    const { output: ofAccount } = await runScript('policy', limited, variables);
    assert.ok(ofAccount.includes('arn:aws:dynamodb:eu-west-1:123456789012:table/'));
  });

  it('says in one line what is wrong with what it is asked for', async () => {
    for (const [args, message] of [
      [['--env', 'staging', '--account', '12'], /--account is "12"/],
      [['--env', 'local'], /needs no policy/],
      [[], /Which deployment\?/],
    ] as const) {
      const { code, output } = await runScript('policy', args, variables);
      assert.equal(code, 1);
      assert.match(output, message);
      assert.equal(output.trim().split('\n').length, 1);
    }
  });
});
