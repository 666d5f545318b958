import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { OperatorError } from '../../../stacks/operator-error.ts';
import { synthesize as synthesizeInto } from '../../../stacks/synthesize.ts';
import { resourcesOf, synthesize, type Synthesized } from './support/synthesize.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'audio-rooms-synthesis-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const configure = (environment: string, region = 'us-east-1') =>
  readConfiguration({ APP_ENV: environment, AWS_REGION: region });

describe('synthesis', () => {
  it('keeps a state for each stack, environment and Region', () => {
    const keys = [
      ['qa', 'us-east-1'],
      ['qa', 'eu-west-1'],
      ['production', 'eu-west-1'],
    ].flatMap(([environment = '', region = '']) => {
      const app = synthesize({
        APP_ENV: environment,
        AWS_REGION: region,
        TF_STATE_BUCKET: 'states',
      });
      return (['account', 'backend', 'website'] as const).map((stack) =>
        String(app.stack(stack).terraform.backend['s3']?.['key']),
      );
    });
    assert.deepEqual([...new Set(keys)].sort(), [
      'audio-rooms/account/eu-west-1/account.tfstate',
      'audio-rooms/account/us-east-1/account.tfstate',
      'audio-rooms/production/eu-west-1/backend.tfstate',
      'audio-rooms/production/eu-west-1/website.tfstate',
      'audio-rooms/qa/eu-west-1/backend.tfstate',
      'audio-rooms/qa/eu-west-1/website.tfstate',
      'audio-rooms/qa/us-east-1/backend.tfstate',
      'audio-rooms/qa/us-east-1/website.tfstate',
    ]);
  });

  it('refuses the folder of another environment or Region, before it changes a file', () => {
    const folder = join(scratch, 'development');
    const read = () => readFileSync(join(folder, 'stacks/backend/cdk.tf.json'), 'utf8');
    synthesizeInto(configure('development'), folder);
    const before = read();
    for (const other of [configure('production'), configure('development', 'eu-west-1')]) {
      assert.throws(
        () => synthesizeInto(other, folder),
        (error) =>
          error instanceof OperatorError &&
          /belongs to the deployment development in us-east-1.*--output cdktf\.out\//.test(
            error.message,
          ),
      );
    }
    assert.equal(read(), before);
    synthesizeInto(configure('development'), folder);
  });

  it('needs no build to destroy, and has the same resources then, apart from the upload', () => {
    const folder = join(scratch, 'destroy');
    synthesizeInto(configure('qa'), folder);
    const built = synthesize({ APP_ENV: 'qa' });
    for (const stack of ['backend', 'website'] as const) {
      const text = readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8');
      const { resource } = JSON.parse(text) as Synthesized;
      const { terraform_data: upload, ...others } = built.stack(stack).resource;
      assert.deepEqual(
        Object.entries(resource).map(([type, all]) => [type, Object.keys(all)]),
        Object.entries(others).map(([type, all]) => [type, Object.keys(all)]),
        stack,
      );
      assert.equal(upload !== undefined, stack === 'website');
    }
    assert.ok(resourcesOf(built.stack('backend'), 'aws_lambda_function').length > 0);
  });
});

describe('stacks/main.ts', () => {
  const run = (variables: Record<string, string>) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'stacks/main.ts')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: scratch,
        NODE_NO_WARNINGS: '1', // the SDK's, of old versions of Node.js
        CDKTF_OUTDIR: join(scratch, 'out'),
        ...variables,
      },
    });

  for (const [variables, message] of [
    [{ APP_ENV: 'Not OK', AWS_REGION: 'us-east-1' }, /^APP_ENV is "Not OK".*\n$/],
    [{ AWS_DEFAULT_REGION: 'sa-east-1' }, /^IVS Real-Time has no control plane in sa-east-1.*\n$/],
    [{}, /^No AWS Region is set\. Set AWS_REGION to one of .*\n$/],
  ] as const) {
    it(`says in one line what is wrong with ${JSON.stringify(variables)}`, () => {
      const { status, stderr } = run(variables);
      assert.equal(status, 1);
      assert.match(stderr, message);
    });
  }
});
