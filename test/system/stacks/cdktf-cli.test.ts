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

  it('creates all stacks without Terraform, the internet or an account', () => {
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
          APP_ENV: 'production',
          CHECKPOINT_DISABLE: '1',
          TERRAFORM_BINARY_NAME: '/nonexistent',
          HTTPS_PROXY: 'http://127.0.0.1:9',
        },
      },
    );
    assert.equal(status, 0, stdout + stderr);
    for (const stack of ['account', 'backend', 'website']) {
      assert.ok(existsSync(join(copy, 'out/production/stacks', stack, 'cdk.tf.json')), stack);
    }
    const backend = readFileSync(join(copy, 'out/production/stacks/backend/cdk.tf.json'), 'utf8');
    assert.ok(backend.includes('audio-rooms-production-join-room'));
  });
});
