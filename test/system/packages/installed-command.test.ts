import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isRunning } from '../../../src/local/shared/is-running.ts';
import { installed, manifestOf } from '../../support/packages.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const NAME = 'audio-rooms-local';

describe('the installed command', () => {
  let project: ReturnType<typeof installed>;
  const temporary = temporaryDirectory();

  before(() => {
    const { dependencies, bin } = manifestOf(NAME);
    project = installed(NAME, Object.keys(dependencies));
    const command = join('..', NAME, bin?.[NAME] ?? '');
    mkdirSync(join(project.path, 'node_modules/.bin'));
    symlinkSync(command, join(project.path, 'node_modules/.bin', NAME));
    chmodSync(join(project.path, 'node_modules', NAME, bin?.[NAME] ?? ''), 0o755); // npm does
  });

  after(() => {
    project.remove();
    temporary.remove();
  });

  const files = (): string[] =>
    readdirSync(join(project.path, 'node_modules', NAME), { recursive: true, encoding: 'utf8' })
      .map((path) => `${path} ${statSync(join(project.path, 'node_modules', NAME, path)).mtimeMs}`)
      .sort();

  /** Runs it as people do, until it prints its URL. */
  async function npx() {
    const child = spawn('npx', ['--offline', NAME, '--', '--port', '0'], {
      cwd: project.path,
      env: { ...process.env, TMPDIR: temporary.path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child.stdout, 'close');
    let output = '';
    for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
      output += String(text);
      const url = /http:\/\/[\w.]+:\d+/.exec(output)?.[0];
      if (url !== undefined) return { child, url, ended };
    }
    throw new Error(`It ended without printing its URL: ${output}`);
  }

  const left = (): string[] =>
    readdirSync(temporary.path).filter((name) => name.startsWith('audio-rooms-'));

  it('serves rooms, takes what follows the -- of npx, and writes nothing where it is installed', async () => {
    const before = files();
    const { child, url, ended } = await npx();
    const page = await (await fetch(url)).text();
    assert.match(page, /<script/);
    const created = await fetch(`${url}/api/rooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ann' }),
    });
    assert.equal(created.status, 201);
    assert.equal((await fetch(`${url}/examples/plain.html`)).status, 200);
    assert.deepEqual(files(), before);
    child.kill('SIGTERM');
    await ended;
    assert.deepEqual(left(), []);
  });

  it('ends when the npx that started it is killed', async () => {
    const { child, url, ended } = await npx();
    assert.ok(child.pid !== undefined && isRunning(child.pid));
    child.kill('SIGKILL');
    // Its output is open until the server has ended, too.
    await ended;
    await assert.rejects(fetch(url));
    assert.deepEqual(left(), []);
  });
});
