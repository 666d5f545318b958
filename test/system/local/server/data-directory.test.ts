import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ownTcpPort } from '../../../support/own-port.ts';
import { ServerProcess } from '../../../support/server-process.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';

describe('a data directory', () => {
  let port: number;
  let dist: Dist;
  let data: ReturnType<typeof temporaryDirectory>;
  const start = (onStorageProblem: (line: string) => void = console.error) =>
    startServer(dist, { port, dataDirectory: data.path, onStorageProblem });
  const path = (...names: string[]) => join(data.path, ...names);

  before(async () => {
    port = await ownTcpPort();
    dist = await makeDist({ 'rotate-key-pair': 'make-key-pair' });
  });
  beforeEach(async () => {
    data = temporaryDirectory();
    await (await start()).close();
  });
  afterEach(() => data.remove());
  after(() => dist.remove());

  const faults: readonly (readonly [fault: string, make: () => void, told: RegExp])[] = [
    [
      'origin.json is cut off',
      () => writeFileSync(path('origin.json'), '{"origin":"http://loc'),
      /^Can't read .*origin\.json: .*JSON/,
    ],
    [
      'origin.json has no origin',
      () => writeFileSync(path('origin.json'), '{}'),
      /^Can't read .*origin\.json: it has no origin\./,
    ],
    [
      'another version wrote it',
      () => writeFileSync(path('origin.json'), '{"origin":"http://localhost:1","format":0}'),
      /^The data in .* is in format 0, and this version of Audio Rooms reads 1\./,
    ],
    [
      'a file name is not percent-encoded',
      () => writeFileSync(path('stages', '%E0%A4%A.json'), '{}'),
      /^Can't read .*%E0%A4%A\.json: its name is not one that this server gives\./,
    ],
    [
      'it has a copy of a file',
      () => writeFileSync(path('stages', 'one - copy.json'), '{}'),
      /^Can't read .*copy\.json: its name is not one that this server gives\./,
    ],
    [
      'an entry is of another kind',
      () => writeFileSync(path('stages', 'one.json'), '{"name":"x"}'),
      /^Can't read .*one\.json: it has no arn, id, tags, endpoints, so it is damaged/,
    ],
    [
      'an entry is empty, as after a power failure',
      () => writeFileSync(path('secrets', 'audio-rooms-local-key-pair.json'), ''),
      /^Can't read .*key-pair\.json: .*JSON/,
    ],
    [
      'a file is in the place of a directory',
      () => {
        rmSync(path('stages'), { recursive: true });
        writeFileSync(path('stages'), '');
      },
      /^Can't use .*stages as a directory: there is a file of that name\./,
    ],
  ];
  for (const [fault, make, told] of faults) {
    it(`is refused in one line if ${fault}`, async () => {
      make();
      await assert.rejects(start(), (error: Error) => {
        assert.equal(error.name, 'StartError');
        assert.match(error.message, told);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    });
  }

  it('is refused in one line if its database is damaged', async () => {
    writeFileSync(path('dynamodb', 'CURRENT'), 'nonsense');
    // In a process of its own: the database throws outside of any promise.
    await assert.rejects(
      ServerProcess.start({ port, dataDirectory: data.path, distDirectory: dist.path }),
      /StartError: Can't open the database in .*dynamodb: it is damaged, another process uses it/,
    );
  });

  it('is used, with a line about the loss, if the database has lost all rooms', async () => {
    const stage = { arn: 'a', id: 'a', tags: {}, endpoints: {} };
    writeFileSync(path('stages', 'a.json'), JSON.stringify(stage));
    const lines: string[] = [];
    await (await start((line) => lines.push(line))).close();
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? '',
      /dynamodb has no rooms, although there are stages of 1: .* are lost\.$/,
    );
  });

  it('may contain what an interrupted write left, of any kind', async () => {
    mkdirSync(path('stages', 'x.json.tmp', 'y'), { recursive: true });
    writeFileSync(path('stages', '.DS_Store'), '');
    await (await start()).close();
    assert.deepEqual(readdirSync(path('stages')), ['.DS_Store']);
  });
});
