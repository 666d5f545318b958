import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { IVSRealTimeClient, ListStagesCommand } from '@aws-sdk/client-ivs-realtime';
import { REGION } from '../../../src/local/shared/local-deployment.ts';
import { writeRunFile } from '../../../src/local/server/run-file.ts';
import {
  openOperatorEnvironment,
  type OperatorEnvironment,
} from './support/operator-environment.ts';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** The input that Terraform sends on destroying an invocation with lifecycle scope CRUD. */
const destroyed = { tf: { action: 'delete', prev_input: {} } };

describe('teardown', () => {
  let operator: OperatorEnvironment;
  let ivs: IVSRealTimeClient;
  let removeRunFile: () => void;
  before(async () => {
    operator = await openOperatorEnvironment();
    const { endpoint, credentials } = operator.server;
    ivs = new IVSRealTimeClient({ region: REGION, endpoint, credentials });
    removeRunFile = writeRunFile(DIST, operator.server);
  });
  after(async () => {
    removeRunFile();
    ivs.destroy();
    await operator.close();
  });

  const stages = async () => (await ivs.send(new ListStagesCommand({}))).stages ?? [];
  const doctor = () =>
    operator.run('doctor', ['--env', 'local', '--port', `${operator.server.port}`]);

  it('starts with rooms, stages and a key, and a healthy deployment', async () => {
    for (const name of ['Ana', 'Zoë', '美咲']) {
      const response = await fetch(`${operator.server.url}/api/rooms`, {
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

  it('keeps the key pair and the stages when Terraform runs again', async () => {
    const keys = await operator.publicKeys();
    for (const action of ['create', 'update']) {
      await operator.server.invoke('rotate-key-pair', { tf: { action, prev_input: {} } });
      await operator.server.invoke('sweep', { tf: { action, prev_input: {} } });
    }
    assert.deepEqual(await operator.publicKeys(), keys);
    assert.equal((await stages()).length, 3);
  });

  it('ends with no stage and no public key', async () => {
    for (const name of ['sweep', 'rotate-key-pair'] as const) {
      const { functionError, payload } = await operator.server.invoke(name, destroyed);
      assert.equal(functionError, undefined, payload);
    }
    assert.deepEqual(await stages(), []);
    assert.deepEqual(await operator.publicKeys(), []);
  });

  it('can be repeated', async () => {
    for (const name of ['sweep', 'rotate-key-pair'] as const) {
      const { functionError, payload } = await operator.server.invoke(name, destroyed);
      assert.equal(functionError, undefined, payload);
    }
  });
});
