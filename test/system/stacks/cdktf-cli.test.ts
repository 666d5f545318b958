import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, describe, it } from 'node:test';
import { placeholderBundles, placeholderWebsite } from '../../unit/stacks/support/synthesize.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('cdktf synth', () => {
  // A working copy that has only what a build creates.
  const copy = mkdtempSync(join(tmpdir(), 'audio-rooms-cli-'));
  copyFileSync(join(ROOT, 'cdktf.json'), join(copy, 'cdktf.json'));
  placeholderBundles(join(copy, 'dist/handlers'));
  placeholderWebsite(join(copy, 'dist/website'));
  after(() => rmSync(copy, { recursive: true, force: true }));

  const synth = (environment: string) => {
    const app = `${process.execPath} ${ROOT}node_modules/tsx/dist/cli.mjs ${ROOT}stacks/main.ts`;
    const { status, stdout, stderr } = spawnSync(
      join(ROOT, 'node_modules/.bin/cdktf'),
      ['synth', '--app', app, '--output', 'out/production'],
      {
        cwd: copy,
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: copy,
          APP_ENV: environment,
          AWS_REGION: 'us-east-1',
          CHECKPOINT_DISABLE: '1',
          TERRAFORM_BINARY_NAME: '/nonexistent',
          HTTPS_PROXY: 'http://127.0.0.1:9',
        },
      },
    );
    return { status, output: stdout + stderr };
  };
  const backend = () =>
    readFileSync(join(copy, 'out/production/stacks/backend/cdk.tf.json'), 'utf8');

  it('creates all stacks without Terraform, the internet or an account', () => {
    const { status, output } = synth('production');
    assert.equal(status, 0, output);
    for (const stack of ['account', 'backend', 'website']) {
      assert.ok(existsSync(join(copy, 'out/production/stacks', stack, 'cdk.tf.json')), stack);
    }
    assert.ok(backend().includes('audio-rooms-production-join-room'));
  });

  it('refuses the output of another environment, in one line', () => {
    const { status, output } = synth('development');
    assert.notEqual(status, 0);
    assert.match(output, /belongs to the deployment production in us-east-1.*Pass a folder/);
    assert.ok(!output.includes('    at '), output);
    assert.ok(backend().includes('audio-rooms-production-join-room'));
    const again = synth('production');
    assert.equal(again.status, 0, again.output);
  });
});
