import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Store } from '../../../../src/local/shared/store.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const WRITER = fileURLToPath(new URL('../support/store-writer.ts', import.meta.url));

describe('a store', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it('keeps every write that was acknowledged before its process was killed', async () => {
    for (let run = 0; run < 8; run += 1) {
      const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, directory.path, `${run}`]);
      const limit = 1 + Math.floor(Math.random() * 400);
      let answered = 0;
      for await (const line of createInterface({ input: writer.stdout })) {
        answered = Number(line);
        if (answered >= limit) writer.kill('SIGKILL');
      }
      if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
      assert.equal(writer.signalCode, 'SIGKILL');
      const kept = new Store<{ count: number; padding: string }>(directory.path);
      const last = kept.get(`run ${run}`);
      assert.ok(last && last.count >= answered, `answered ${answered}, kept ${last?.count ?? 0}`);
      assert.equal(last.padding.length, 5_000);
    }
  });
});
