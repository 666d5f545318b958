import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deployedName } from '../../../src/local/shared/local-deployment.ts';
import { writeRunFile } from '../../../src/local/server/run-file.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Replaces the real function, which takes half a minute to revoke. It returns its input as the ARN. */
const echo = `exports.handler = async (event) => ({
  publicKeyArn: JSON.stringify(event), deleted: ['arn:old'],
});`;

describe('keys:rotate', () => {
  let operator: OperatorEnvironment;
  let removeRunFile: () => void;
  before(async () => {
    operator = await openOperatorEnvironment({}, { sweep: echo });
    await operator.deployBackend('staging');
    removeRunFile = writeRunFile(DIST, operator.server);
  });
  after(async () => {
    removeRunFile();
    await operator.close();
  });

  const arns = async () => (await operator.publicKeys()).map(({ arn }) => arn);

  it('replaces the key of a deployment found by its record in SSM', async () => {
    const [before] = await arns();
    const { code, output } = await operator.run('keys-rotate', ['--env', 'staging']);
    assert.equal(code, 0, output);
    const now = await arns();
    const added = now.find((arn) => arn !== before);
    assert.ok(now.includes(before)); // its tokens can still join
    assert.ok(added && output.includes(`verified with ${added}`), output);
    assert.ok(!/PRIVATE KEY|eyJ/.test(output));
    assert.ok(!output.includes(operator.server.credentials.secretAccessKey));
  });

  it('removes the old key at once with --revoke', async () => {
    const functions = { 'rotate-key-pair': deployedName('sweep') } as never;
    await operator.deployBackend('leaked', { functions });
    const { code, output } = await operator.run('keys-rotate', ['--env', 'leaked', '--revoke']);
    assert.equal(code, 0, output);
    assert.ok(output.includes('verified with {"action":"rotate","revoke":true}'), output);
    assert.match(output, /Removed from IVS: arn:old\./);
  });

  it('works on the local server', async () => {
    const { port } = operator.server;
    const before = (await arns()).length;
    const { code, output } = await operator.run(
      'keys-rotate',
      ['--env', 'local', '--port', `${port}`],
      {
        // The run file takes precedence over the shell's AWS account.
        AWS_ACCESS_KEY_ID: 'somebody',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    );
    assert.equal(code, 0, output);
    assert.equal((await arns()).length, before + 1);
  });

  it('reports the ports of running servers', async () => {
    const { code, output } = await operator.run('keys-rotate', ['--env', 'local', '--port', '1']);
    assert.equal(code, 1);
    assert.match(output, /No server is running on port 1, only on .*\d+/);
  });

  it('reports that a deployment does not exist, and how to create it', async () => {
    const { code, output } = await operator.run('keys-rotate', ['--env', 'production']);
    assert.equal(code, 1);
    assert.match(
      output,
      /backend of production is not deployed.*deploy:backend -- --env production/,
    );
  });

  it('reports why the function failed, and where its log is', async () => {
    await operator.deployBackend('broken', {
      functions: { 'rotate-key-pair': deployedName('join-room') } as never,
    });
    const { code, output } = await operator.run('keys-rotate', ['--env', 'broken']);
    assert.equal(code, 1);
    assert.match(output, /audio-rooms-local-join-room failed.*\/aws\/lambda\//s);
  });
});
