import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deployedName } from '../../../src/local/shared/local-deployment.ts';
import { writeRunFile } from '../../../src/local/server/run-file.ts';
import { openWorld, type World } from './support/operator-world.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Answers with what it was sent: the real one takes half a minute to revoke. */
const echo = `exports.handler = async (event) => ({
  publicKeyArn: JSON.stringify(event), deleted: ['arn:old'],
});`;

describe('keys:rotate', () => {
  let world: World;
  let removeRunFile: () => void;
  before(async () => {
    world = await openWorld({}, { sweep: echo });
    await world.deployBackend('staging');
    removeRunFile = writeRunFile(DIST, world.server);
  });
  after(async () => {
    removeRunFile();
    await world.close();
  });

  const arns = async () => (await world.publicKeys()).map(({ arn }) => arn);

  it('replaces the key of a deployment, which it finds by its record in SSM', async () => {
    const [before] = await arns();
    const { code, output } = await world.run('keys-rotate', ['--env', 'staging']);
    assert.equal(code, 0, output);
    const now = await arns();
    const added = now.find((arn) => arn !== before);
    assert.ok(now.includes(before)); // tokens of the old one still join
    assert.ok(added && output.includes(`signed with ${added}`), output);
    assert.ok(!/PRIVATE KEY|eyJ/.test(output));
    assert.ok(!output.includes(world.server.credentials.secretAccessKey));
  });

  it('with --revoke has the old key removed at once', async () => {
    const functions = { 'rotate-key-pair': deployedName('sweep') } as never;
    await world.deployBackend('leaked', { functions });
    const { code, output } = await world.run('keys-rotate', ['--env', 'leaked', '--revoke']);
    assert.equal(code, 0, output);
    assert.ok(output.includes('signed with {"action":"rotate","revoke":true}'), output);
    assert.match(output, /Removed from IVS: arn:old\./);
  });

  it('works on the server of this machine', async () => {
    const { port } = world.server;
    const before = (await arns()).length;
    const { code, output } = await world.run(
      'keys-rotate',
      ['--env', 'local', '--port', `${port}`],
      {
        // What the run file says counts, not the shell's account.
        AWS_ACCESS_KEY_ID: 'somebody',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    );
    assert.equal(code, 0, output);
    assert.equal((await arns()).length, before + 1);
  });

  it('says on which ports servers run', async () => {
    const { code, output } = await world.run('keys-rotate', ['--env', 'local', '--port', '1']);
    assert.equal(code, 1);
    assert.match(output, /No server runs on port 1; there is one on .*\d+/);
  });

  it('says that a deployment is not there, and how to make it', async () => {
    const { code, output } = await world.run('keys-rotate', ['--env', 'production']);
    assert.equal(code, 1);
    assert.match(output, /no backend of production .*deploy:backend -- --env production/);
  });

  it('says why the function failed, and where its log is', async () => {
    await world.deployBackend('broken', {
      functions: { 'rotate-key-pair': deployedName('join-room') } as never,
    });
    const { code, output } = await world.run('keys-rotate', ['--env', 'broken']);
    assert.equal(code, 1);
    assert.match(output, /audio-rooms-local-join-room failed.*\/aws\/lambda\//s);
  });
});
