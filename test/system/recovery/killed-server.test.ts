import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { CreateRoomResponse, Room } from '../../../src/api/schemas.ts';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import type { StageRecord } from '../../../src/local/shared/stage-records.ts';
import { CREATED_TAG } from '../../../src/backend/functions.ts';
import { StageClient } from '../local/stage/support/stage-client.ts';
import { ownTcpPort } from '../../support/own-port.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { record, soak } from '../../support/record.ts';
import { ServerProcess } from '../../support/server-process.ts';

const KILLS = soak ? 50 : 3;

/** The number of requests in flight when the process is killed. */
const AT_ONCE = 12;

const directory = temporaryDirectory();
after(() => directory.remove());

const options = { port: await ownTcpPort(), dataDirectory: directory.path, schedules: [] };

/** Rooms whose creation was answered with 201. */
const answered = new Map<string, CreateRoomResponse>();

async function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body) });
}

/** Creates, joins and reads rooms until the server is gone. */
async function strain(url: string): Promise<void> {
  for (;;) {
    try {
      const created = await post(`${url}/api/rooms`, { name: 'Ann', role: 'speaker' });
      if (created.status !== 201) continue;
      const room = (await created.json()) as CreateRoomResponse;
      answered.set(room.room.id, room);
      const address = `${url}/api/rooms/${room.room.id}`;
      await (await post(`${address}/participants`, { name: 'Ben' })).text();
      // Reading a stale room sends a message, whose consumer writes the record.
      await (await fetch(address)).text();
    } catch {
      return;
    }
  }
}

async function ids(server: ServerProcess): Promise<{ stages: string[]; records: string[] }> {
  const { dynamodbEndpoint: endpoint, credentials } = server.facts;
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint, credentials });
  const records: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: resources.table })) {
    records.push(...Items.map(({ id }) => id?.S ?? '').filter((id) => !id.startsWith('lock:')));
  }
  const stages = (await server.stages()).map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
  return { stages: stages.sort(), records: records.sort() };
}

/** Asserts that no interrupted write has left a temporary or incomplete file. */
function assertFilesWhole(): void {
  for (const entry of readdirSync(directory.path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes('dynamodb')) continue;
    assert.ok(!entry.name.endsWith('.tmp'), `${entry.name} is left`);
    JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  }
}

/** Makes all stages an hour old, since a sweep skips those that are so new that their room may still be in creation. */
function ageStages(): void {
  const folder = join(directory.path, 'stages');
  for (const name of readdirSync(folder)) {
    const stage = JSON.parse(readFileSync(join(folder, name), 'utf8')) as StageRecord;
    const tags = { ...stage.tags, [CREATED_TAG]: String(Math.floor(Date.now() / 1000) - 3_600) };
    writeFileSync(join(folder, name), JSON.stringify({ ...stage, tags }));
  }
}

describe('a server that is killed under load', () => {
  it('starts again with every room whose creation it had confirmed, and all can be joined', async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      const server = await ServerProcess.start(options);
      const load = Array.from({ length: AT_ONCE }, () => strain(server.url));
      const wanted = answered.size + 1 + randomInt(40);
      const deadline = Date.now() + 3_000;
      while (answered.size < wanted && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, randomInt(5)));
      }
      await server.kill();
      await Promise.all(load);
      // Every third time, the next start is killed as well.
      if (kill % 3 === 0) await ServerProcess.killWhileStarting(options, randomInt(2_000));
    }
    ageStages();

    const server = await ServerProcess.start(options);
    try {
      assertFilesWhole();
      const before = await ids(server);
      const orphans = before.stages.length - before.records.length;
      for (const id of answered.keys()) assert.ok(before.records.includes(id), `${id} is lost`);
      await assertJoinable(server.url);

      const { functionError, payload } = await server.invoke('sweep');
      assert.equal(functionError, undefined, payload);
      const swept = await ids(server);
      assert.deepEqual(swept.stages, swept.records);
      assert.deepEqual(swept.records, before.records);
      await assertJoinable(server.url);
      assert.equal(server.stderr, '');
      record({
        part: 'Recovery',
        what: 'kill -9 at a random moment, 12 requests in flight, some while starting',
        tried: `${KILLS} kills, ${answered.size} rooms answered`,
        outcome: `0 rooms lost, 0 half written, ${orphans} stages without a record, 0 after one sweep`,
      });
    } finally {
      await server.stop();
    }
  });
});

/** Asserts that all rooms can be joined through the API, and the newest ones with their tokens from before the kill. */
async function assertJoinable(url: string): Promise<void> {
  for (const [id] of answered) {
    const response = await fetch(`${url}/api/rooms/${id}`);
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as Room).id, id);
    const joined = await post(`${url}/api/rooms/${id}/participants`, { name: 'Cem' });
    assert.equal(joined.status, 201, id);
    await joined.text();
  }
  for (const { participant } of [...answered.values()].slice(-10)) {
    const client = await new StageClient(participant.token).joined();
    client.socket.close();
  }
}
