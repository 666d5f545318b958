import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { IVSRealTimeClient, ListStagesCommand } from '@aws-sdk/client-ivs-realtime';
import { REGION } from '../../../src/local/shared/local-deployment.ts';
import { writeRunFile } from '../../../src/local/server/run-file.ts';
import { openWorld, type World } from './support/operator-world.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** What Terraform sends when it destroys an invocation of lifecycle CRUD. */
const destroyed = { tf: { action: 'delete', prev_input: {} } };

describe('teardown', () => {
  let world: World;
  let ivs: IVSRealTimeClient;
  let removeRunFile: () => void;
  before(async () => {
    world = await openWorld();
    const { endpoint, credentials } = world.server;
    ivs = new IVSRealTimeClient({ region: REGION, endpoint, credentials });
    removeRunFile = writeRunFile(DIST, world.server);
  });
  after(async () => {
    removeRunFile();
    ivs.destroy();
    await world.close();
  });

  const stages = async () => (await ivs.send(new ListStagesCommand({}))).stages ?? [];
  const doctor = () => world.run('doctor', ['--env', 'local', '--port', `${world.server.port}`]);

  it('begins with rooms, stages and a key, and nothing wrong', async () => {
    for (const name of ['Ana', 'Zoë', '美咲']) {
      const response = await fetch(`${world.server.url}/api/rooms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
      assert.equal(response.status, 201);
    }
    const { code, output } = await doctor();
    assert.equal(code, 0, output);
    assert.match(output, /local is deployed\./);
    assert.match(output, /Rooms: 3, stages: 3/);
    assert.match(output, /Public keys: 1 of 3, the newest is 0 days old/);
  });

  it('leaves the key pair alone when Terraform runs again', async () => {
    const keys = await world.publicKeys();
    for (const action of ['create', 'update']) {
      await world.server.invoke('rotate-key-pair', { tf: { action, prev_input: {} } });
      await world.server.invoke('sweep', { tf: { action, prev_input: {} } });
    }
    assert.deepEqual(await world.publicKeys(), keys);
    assert.equal((await stages()).length, 3);
  });

  it('ends with no stage and no public key', async () => {
    for (const name of ['sweep', 'rotate-key-pair'] as const) {
      const { functionError, payload } = await world.server.invoke(name, destroyed);
      assert.equal(functionError, undefined, payload);
    }
    assert.deepEqual(await stages(), []);
    assert.deepEqual(await world.publicKeys(), []);
  });

  it('can be run again', async () => {
    for (const name of ['sweep', 'rotate-key-pair'] as const) {
      const { functionError, payload } = await world.server.invoke(name, destroyed);
      assert.equal(functionError, undefined, payload);
    }
  });
});
