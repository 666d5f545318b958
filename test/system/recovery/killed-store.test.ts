import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Store } from '../../../src/local/shared/store.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const WRITER = fileURLToPath(new URL('support/store-writer.ts', import.meta.url));

describe('a store whose process is killed', () => {
  const directory = temporaryDirectory();
  after(() => directory.remove());

  it('loses no confirmed write, and keeps every entry whole', async () => {
    for (let run = 0; run < 8; run += 1) {
      const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, directory.path, `${run}`]);
      const limit = 1 + Math.floor(Math.random() * 400);
      let confirmed = 0;
      for await (const line of createInterface({ input: writer.stdout })) {
        confirmed = Number(line);
        if (confirmed >= limit) writer.kill('SIGKILL');
      }
      if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
      assert.equal(writer.signalCode, 'SIGKILL');
      const kept = new Store<{ count: number; padding: string }>(directory.path);
      const last = kept.get(`run ${run}`);
      assert.ok(
        last && last.count >= confirmed,
        `confirmed ${confirmed}, kept ${last?.count ?? 0}`,
      );
      assert.equal(last.padding.length, 5_000);
    }
  });
});
