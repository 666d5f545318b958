import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkNode, judgePublicKeys } from '../../../scripts/operator/checks.ts';
import { isOlder } from '../../../scripts/operator/run-terraform.ts';
import type { FakeAccount } from './support/fake-aws.ts';
import {
  openOperatorEnvironment,
  runScript,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'audio-rooms-terraform-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A program that prints this version, as Terraform does. */
function fakeTerraform(says: string): string {
  const path = join(folder, says.replaceAll(/\W/g, '-'));
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('deploy:init', () => {
  const account: FakeAccount = {
    account: '123456789012',
    cloudwatchRoleArn: 'arn:aws:iam::1:role/logs',
  };
  const terraform = { TERRAFORM_BINARY_NAME: fakeTerraform('Terraform v1.11.4') };
  let operator: OperatorEnvironment;
  before(async () => {
    operator = await openOperatorEnvironment(account);
  });
  after(() => operator.close());

  it('reports that everything is ready, and the next command', async () => {
    const { code, output } = await operator.run('deploy-init', ['--env', 'production'], terraform);
    assert.equal(code, 0, output);
    assert.match(output, /Terraform 1\.11\.4/);
    assert.match(output, /for account 123456789012/);
    assert.match(output, /ok\s+Region\s+us-east-1/);
    assert.match(output, /1 of 3 in use/);
    assert.match(output, /ok\s+Lambda\s+1000 functions/);
    assert.match(output, /Next: npm run deploy:backend -- --env production/);
  });

  it('accepts OpenTofu, and requires a version that can lock its state in S3', async () => {
    const tofu = { TERRAFORM_BINARY_NAME: fakeTerraform('OpenTofu v1.9.0') };
    assert.equal((await operator.run('deploy-init', [], tofu)).code, 0);
    const { code, output } = await operator.run('deploy-init', [], {
      ...tofu,
      TF_STATE_BUCKET: 'b',
    });
    assert.equal(code, 1);
    assert.match(output, /OpenTofu 1\.9\.0 is too old\. Install 1\.10\.0 or newer/);
  });

  it('reports that Terraform is missing, and what to do', async () => {
    const { code, output } = await operator.run('deploy-init', [], {
      TERRAFORM_BINARY_NAME: 'no-such',
    });
    assert.equal(code, 1);
    assert.match(
      output,
      /MISS\s+Terraform\s+no-such was not found\. Install Terraform or OpenTofu/,
    );
  });

  it('reports that API Gateway may not write logs, and which command allows it', async () => {
    const role = account.cloudwatchRoleArn;
    delete account.cloudwatchRoleArn;
    const missing = await operator.run('deploy-init', [], { ...terraform, ACCESS_LOG: 'on' });
    const off = await operator.run('deploy-init', [], terraform);
    account.cloudwatchRoleArn = role;
    assert.equal(missing.code, 1);
    assert.match(missing.output, /npm run deploy:account once/);
    assert.equal(off.code, 0, off.output);
  });

  it('warns that a new account may run only 10 functions at once, and says where to ask for more', async () => {
    account.concurrency = 10;
    const { code, output } = await operator.run('deploy-init', [], terraform);
    delete account.concurrency;
    assert.equal(code, 0, output);
    assert.match(output, /warn\s+Lambda\s+10 functions may run at once.*Service Quotas/);
    const unknown = { ...terraform, AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9' };
    const blind = await operator.run('deploy-init', [], { ...unknown, AWS_MAX_ATTEMPTS: '1' });
    assert.equal(blind.code, 0, blind.output);
    assert.match(blind.output, /warn\s+Lambda\s+The endpoint refused/);
  });

  it('reports that the Region has no IVS', async () => {
    const { code, output } = await operator.run('deploy-init', [], {
      ...terraform,
      AWS_REGION: 'sa-east-1',
    });
    assert.equal(code, 1);
    assert.match(output, /no control plane in sa-east-1.*us-east-1/s);
  });

  it('accepts a Region that only AWS_DEFAULT_REGION names, as Terraform does', async () => {
    const { code, output } = await operator.run('deploy-init', [], {
      ...terraform,
      AWS_REGION: '',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    assert.equal(code, 0, output);
    assert.match(output, /ok\s+Region\s+eu-west-1/);
  });

  it('reports that credentials have expired', async () => {
    account.refusal = { code: 'ExpiredToken', message: 'The security token is expired' };
    const { code, output } = await operator.run('deploy-init', [], terraform);
    delete account.refusal;
    assert.equal(code, 1);
    assert.match(output, /credentials have expired\. Sign in again/);
  });

  it('reports that there are no credentials', async () => {
    const { code, output } = await runScript('deploy-init', [], {
      ...terraform,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    assert.equal(code, 1);
    assert.match(output, /No AWS credentials were found/);
  });

  it('changes nothing', async () => {
    const calls = await operator.publicKeys();
    await operator.run('deploy-init', [], terraform);
    assert.deepEqual(await operator.publicKeys(), calls);
  });
});

describe('public keys', () => {
  it('block a deploy if the quota is used up and none of them is ours', () => {
    assert.equal(judgePublicKeys(3, 0).state, 'missing');
    assert.match(judgePublicKeys(3, 0).detail, /quota can't be raised/);
  });

  it('cause a warning if none is left for a rotation', () => {
    assert.equal(judgePublicKeys(2, 0).state, 'warn');
    assert.equal(judgePublicKeys(3, 1).state, 'warn');
  });

  it('are fine otherwise', () => {
    assert.equal(judgePublicKeys(0, 0).state, 'ok');
    assert.equal(judgePublicKeys(2, 1).state, 'ok');
  });
});

describe('versions', () => {
  it('are compared by number', () => {
    assert.ok(isOlder('1.9.9', '1.10.0'));
    assert.ok(!isOlder('1.10.0', '1.10.0'));
    assert.ok(!isOlder('2.0.0', '1.10.5'));
    assert.equal(checkNode('20.18.3').state, 'missing');
    assert.equal(checkNode('24.1.0').state, 'ok');
  });
});
