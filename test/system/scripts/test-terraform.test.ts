import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

describe('npm run test:terraform', () => {
  it('says what is missing and how to get it, and exits with 2', () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'test/terraform/apply.ts'],
      {
        encoding: 'utf8',
        env: { PATH: '/nonexistent', HOME: '/nonexistent', TF_PROVIDER_MIRROR: '/nonexistent' },
      },
    );
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    for (const missing of [
      'Nothing was tested',
      'install Terraform',
      'TF_PROVIDER_MIRROR',
      'pip install',
    ]) {
      assert.ok(stderr.includes(missing), stderr);
    }
  });
});
