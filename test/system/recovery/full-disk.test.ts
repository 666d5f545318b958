import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { CreateRoomResponse, JoinRoomResponse } from '../../../src/api/schemas.ts';
import { waitFor } from '../../support/eventually.ts';
import { ownTcpPort } from '../../support/own-port.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { StageClient } from '../local/stage/support/stage-client.ts';

const directory = temporaryDirectory();
after(() => directory.remove());

const options = {
  port: await ownTcpPort(),
  dataDirectory: join(directory.path, 'data'),
  schedules: [],
};

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', body: JSON.stringify(body) });

/** Node in a process whose files may be no larger than a few KB, to which a full disk is much the same. */
function nodeWithSmallFiles(): string {
  const script = join(directory.path, 'node.sh');
  writeFileSync(script, `#!/bin/sh\nulimit -f 16\nexec '${process.execPath}' "$@"\n`);
  chmodSync(script, 0o700);
  return script;
}

describe('a server whose disk is full', { skip: process.platform === 'win32' }, () => {
  it('says so, keeps its rooms open, and loses none that it has confirmed', async () => {
    const server = await ServerProcess.start(options, undefined, nodeWithSmallFiles());
    const rooms: CreateRoomResponse[] = [];
    let refused: Response | undefined;
    while (!refused) {
      assert.ok(rooms.length < 200, 'the disk is never full');
      const response = await post(`${server.url}/api/rooms`, { name: 'Ann', role: 'speaker' });
      if (response.status === 201) rooms.push((await response.json()) as CreateRoomResponse);
      else refused = response;
      if (rooms.length === 1 && !refused) assert.equal(server.stderr, '');
    }
    assert.equal(refused.status, 503);
    const [first] = rooms;
    assert.ok(first);
    const ann = await new StageClient(first.participant.token).joined();

    // The room can be joined again as soon as the database is open again, which needs no space.
    const ben = await waitFor('a join', async () => {
      const response = await post(`${server.url}/api/rooms/${first.room.id}/participants`, {
        name: 'Ben',
      });
      const answer = await response.json();
      return response.status === 201 ? (answer as JoinRoomResponse) : undefined;
    });
    await new StageClient(ben.participant.token).joined();
    assert.equal(ann.closed, undefined);
    assert.equal(server.running, true);
    assert.equal((await server.counts()).participants, 2);
    const lines = server.stderr.trimEnd().split('\n');
    for (const line of lines) {
      assert.match(line, /^Can't (use|write to) .*: .*\. .*$/);
      assert.match(line, /Rooms that are open go on\.$|is kept in memory/);
    }
    await server.stop();

    const next = await ServerProcess.start(options);
    for (const { room } of rooms) {
      const { status } = await fetch(`${next.url}/api/rooms/${room.id}`);
      assert.equal(status, 200, room.id);
    }
    assert.equal(next.stderr, '');
    await next.stop();
  });
});
