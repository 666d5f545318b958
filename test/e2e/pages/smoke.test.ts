import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { LocalServer } from '../../../src/local/server/local-server.ts';
import { ownTcpPort } from '../../support/own-port.ts';
import { serversForSmoke } from '../support/smoke-servers.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/smoke/smoke.ts', import.meta.url));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const smoke = (args: readonly string[], variables: Record<string, string> = {}): Promise<Run> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', SCRIPT, ...args],
      { env: { ...process.env, ...variables } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

/** The names of the steps, each with its state. */
const stepsIn = ({ stdout }: Run): string[] =>
  Array.from(
    stdout.matchAll(/^ {2}(ok|FAIL) +[\d.]+ s {2}(\w+(?: \w+)?)/gm),
    ([, state = '', name = '']) => `${state} ${name}`,
  );

const roomsOf = ({ account }: LocalServer): number => account.stages.size;

describe('npm run smoke', () => {
  const start = serversForSmoke();

  it('goes through a visit of two people, prints each step with its time, and leaves no room', async () => {
    const server = await start();
    const run = await smoke(['--url', server.url]);
    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.deepEqual(stepsIn(run), [
      ...['ok create', 'ok browser', 'ok join', 'ok speak', 'ok hear', 'ok leave', 'ok end'],
      'ok clean up',
    ]);
    assert.match(run.stdout, /^Smoke test of http.*\n/);
    assert.match(run.stdout, /\nPassed in [\d.]+ s\.\n$/);
    assert.equal(roomsOf(server), 0);
  });

  it('says that no sound passes, and ends the room nevertheless', async () => {
    const server = await start({ impairment: { lossRate: 1, jitterMs: 0 } });
    const run = await smoke(['--url', server.url]);
    assert.equal(run.code, 1);
    assert.deepEqual(stepsIn(run).slice(-2), ['FAIL hear', 'ok clean up']);
    assert.match(run.stdout, /FAIL .*blocks UDP/);
    assert.match(run.stdout, /clean up {2}the room was ended/);
    assert.equal(run.stderr.trim(), 'The smoke test failed at: hear.');
    assert.equal(roomsOf(server), 0);
  });

  it('creates the room with an API key, and says if it has none', async () => {
    const key = 'a-key-of-the-smoke-test';
    const server = await start({ apiKey: { key } });
    const without = await smoke(['--url', server.url], { ROOMS_API_KEY: '' });
    assert.equal(without.code, 1);
    assert.match(without.stdout, /FAIL .*create .*403 API_KEY_REQUIRED: .*X-API-Key/);
    const run = await smoke(['--url', server.url], { ROOMS_API_KEY: key });
    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.ok(!run.stdout.includes(key));
  });

  it('says in one line what is wrong with an address', async () => {
    const server = await start({ port: await ownTcpPort() });
    await server.close();
    const { stdout } = await smoke(['--url', server.url]);
    assert.match(stdout, /FAIL .*create .*No answer from http:.*ECONNREFUSED/);
    const wrong = await smoke(['--url', 'localhost:3000']);
    assert.match(wrong.stderr, /^--url must be an address such as http:\/\/localhost:3000/);
    assert.equal(wrong.stderr.trim().split('\n').length, 1);
  });
});
