import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { FakeAccount } from './support/fake-aws.ts';
import { openWorld, type World } from './support/world.ts';

describe('deploy and destroy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audio-rooms-cdktf-'));
  const journal = join(folder, 'journal');
  const account: FakeAccount = { cloudwatchRoleArn: 'arn:aws:iam::1:role/logs' };
  let world: World;
  let tools: Record<string, string>;

  before(async () => {
    const program = (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, `#!/bin/sh\n${text}\n`);
      chmodSync(path, 0o755);
      return path;
    };
    tools = {
      TERRAFORM_BINARY_NAME: program('terraform', "echo 'Terraform v1.11.4'"),
      CDKTF_BINARY: program('cdktf', `echo "$APP_ENV $AWS_REGION $*" >> ${journal}`),
      FAILING_CDKTF: program('failing', 'exit 3'),
    };
    world = await openWorld(account);
  });
  beforeEach(() => rmSync(journal, { force: true }));
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });

  const deploy = (stack: string, args: readonly string[]) =>
    world.run('deploy', [stack, '--no-build', ...args], tools);
  const ran = () => (existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : []);

  it('builds, then deploys the backend in a folder of its environment', async () => {
    const { code, output } = await world.run('deploy', ['backend', '--env', 'production'], tools);
    assert.equal(code, 0, output);
    assert.match(output, /Built in dist/);
    assert.deepEqual(ran(), [
      'production us-east-1 deploy backend --output cdktf.out/production --ignore-missing-stack-dependencies',
    ]);
    assert.match(output, /Next: npm run deploy:website -- --env production/);
  });

  it('asks nothing with --yes, and says where the website is', async () => {
    await world.deployBackend('staging');
    await world.deployWebsite('staging', {
      url: 'https://x.example',
      bucket: 'b',
      distributionId: 'd',
    });
    const { code, output } = await deploy('website', ['--env', 'staging', '--yes']);
    assert.equal(code, 0, output);
    assert.match(ran()[0] ?? '', /deploy website .*--auto-approve$/);
    assert.match(output, /Website: https:\/\/x\.example/);
  });

  it('takes the environment from APP_ENV, and never guesses it', async () => {
    const named = await world.run('destroy', ['backend'], { ...tools, APP_ENV: 'qa' });
    assert.equal(named.code, 0, named.output);
    assert.match(ran()[0] ?? '', /^qa us-east-1 destroy backend --output cdktf\.out\/qa/);
    const unnamed = await world.run('destroy', ['backend'], tools);
    assert.equal(unnamed.code, 1);
    assert.match(unnamed.output, /Which deployment\? Say --env/);
    assert.equal(ran().length, 1);
  });

  it('deploys no website before its backend', async () => {
    const { code, output } = await deploy('website', ['--env', 'nowhere']);
    assert.equal(code, 1);
    assert.match(output, /no backend of nowhere/);
    assert.deepEqual(ran(), []);
  });

  it('destroys no backend before its website', async () => {
    const { code, output } = await world.run('destroy', ['backend', '--env', 'staging'], tools);
    assert.equal(code, 1);
    assert.match(output, /First: npm run destroy:website -- --env staging/);
    assert.deepEqual(ran(), []);
  });

  it('points to the doctor after a destroy', async () => {
    const { output } = await world.run('destroy', ['backend', '--env', 'qa', '--yes'], tools);
    assert.match(output, /Next: npm run doctor -- --env qa/);
  });

  it('deploys nothing while something is missing, but the account may be deployed to mend it', async () => {
    const role = account.cloudwatchRoleArn;
    delete account.cloudwatchRoleArn;
    const backend = await deploy('backend', ['--env', 'qa']);
    const mended = await deploy('account', []);
    account.cloudwatchRoleArn = role;
    assert.equal(backend.code, 1);
    assert.match(backend.output, /Not ready to deploy:\n {2}API logs: .*npm run deploy:account/);
    assert.equal(mended.code, 0, mended.output);
    assert.match(
      ran().join('\n'),
      /^account us-east-1 deploy account --output cdktf\.out\/account/,
    );
  });

  it('fails when CDKTF fails, and says that it can be run again', async () => {
    const broken = { ...tools, CDKTF_BINARY: tools['FAILING_CDKTF'] ?? '' };
    const { code, output } = await world.run('destroy', ['website', '--env', 'qa'], broken);
    assert.equal(code, 1);
    assert.match(output, /cdktf destroy website failed.*run this again/s);
  });

  it('refuses what it does not know', async () => {
    for (const [script, args, message] of [
      ['deploy', ['frontend', '--env', 'qa'], /One of account, backend, website/],
      ['deploy', ['backend', '--env', 'local'], /npm start/],
      ['destroy', ['backend', '--env', 'local'], /Ctrl-C/],
      ['destroy', ['backend', '--env', 'Not OK'], /APP_ENV is "Not OK"/],
      ['destroy', ['backend', '--force'], /--force.*Try --help/],
    ] as const) {
      const { code, output } = await world.run(script, args, tools);
      assert.equal(code, 1, output);
      assert.match(output, message);
    }
    assert.deepEqual(ran(), []);
  });
});
