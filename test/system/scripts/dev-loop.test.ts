import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { buildWebsite } from '../../../scripts/build/browser/website-bundle.ts';
import { chromiumLaunch } from '../../support/chromium.ts';
import { waitFor } from '../../support/eventually.ts';
import { ownTcpPort } from '../../support/own-port.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LIMIT_MS = 120_000;

/** What a working copy holds besides `node_modules`. */
const COPIED = /^(components|handlers|scripts|src|stacks|website|package\.json|tsconfig.*\.json)$/;

describe('npm run dev', () => {
  // A copy, so that a test that is killed leaves nothing in the sources.
  const copy = temporaryDirectory();
  let child: ChildProcess;
  let output = '';
  let url: string;
  let browser: Browser | undefined;
  let page: Page;
  let roomId: string;

  const read = (file: string) => readFileSync(join(copy.path, file), 'utf8');
  const save = (file: string, text: string) => writeFileSync(join(copy.path, file), text);
  const outputHas = (text: string) =>
    waitFor(`"${text}" in\n${output}`, () => output.includes(text), LIMIT_MS);
  const pageHas = (selector: string) => page.waitForSelector(selector, { timeout: LIMIT_MS });
  const getRoom = async () => {
    const response = await fetch(`${url}/api/rooms/${roomId}`);
    return (await response.json()) as Record<string, unknown>;
  };
  /** Has the page lose something when it is loaded again. */
  const mark = () => page.evaluate(`document.body.classList.add('marked')`);
  const isMarked = async () => (await page.$('body.marked')) !== null;

  before(async () => {
    for (const name of readdirSync(ROOT)) {
      if (COPIED.test(name)) cpSync(join(ROOT, name), join(copy.path, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy.path, 'node_modules'));
    // Its server starts again on the same port after each save.
    const args = ['--import', 'tsx', 'scripts/dev/dev.ts', '--port', `${await ownTcpPort()}`];
    child = spawn(process.execPath, args, { cwd: copy.path });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    url = await waitFor(
      'an address',
      () => /http:\/\/localhost:\d+/.exec(output)?.[0],
      LIMIT_MS,
    ).catch((error: unknown) => {
      throw new Error(output, { cause: error });
    });
    browser = await launch(await chromiumLaunch());
    page = await browser.newPage();
    await page.goto(url);
    const created = await fetch(`${url}/api/rooms`, { method: 'POST', body: '{"name":"Ann"}' });
    ({
      room: { id: roomId },
    } = (await created.json()) as { room: { id: string } });
  });
  after(async () => {
    child.kill('SIGKILL');
    await browser?.close();
    copy.remove();
  });

  it('reloads the open page when browser code is saved', async () => {
    await mark();
    save('website/demo.ts', `${read('website/demo.ts')}\ndocument.body.id = 'saved';`);
    await pageHas('body#saved');
    assert.equal(await isMarked(), false);
  });

  it('names the TypeScript of each script in a source map', async () => {
    const [, src = ''] = /src="([^"]+demo[^"]+)"/.exec(await page.content()) ?? [];
    const { headers } = await fetch(url + src);
    const map = await fetch(url + (headers.get('sourcemap') ?? ''));
    const { sources, sourcesContent } = (await map.json()) as Record<string, string[]>;
    const index = sources?.findIndex((source) => source.endsWith('website/demo.ts')) ?? -1;
    assert.equal(sourcesContent?.[index], read('website/demo.ts'));
  });

  it('runs the new code of a handler, with the room and the open page as they were', async () => {
    await mark();
    const source = read('handlers/get-room.ts');
    const changed = source.replace(
      'toRoomDetails(room),',
      '{ ...toRoomDetails(room), saved: true },',
    );
    assert.notEqual(changed, source);
    save('handlers/get-room.ts', changed);
    await waitFor('the new code', async () => (await getRoom())['saved'], LIMIT_MS);
    assert.equal((await getRoom())['id'], roomId);
    assert.equal(await isMarked(), true);
  });

  it('tells why a build failed, in the terminal and in the page, and goes on with the old one', async () => {
    const source = read('website/demo.ts');
    save('website/demo.ts', `${source}\nconst broken = ;`);
    await pageHas('#dev-reload');
    const text = await page.evaluate(`document.getElementById('dev-reload').textContent`);
    assert.match(String(text), /website\/demo\.ts:\d+:\d+/);
    await outputHas('website/demo.ts:');
    await outputHas('The last good version keeps running.');
    assert.equal((await fetch(url)).status, 200);

    save('website/demo.ts', `${source}\ndocument.body.id = 'mended';`);
    await pageHas('body#mended');
    assert.equal(await page.$('#dev-reload'), null);
  });

  it('tells why a handler does not load, with its line, and recovers', async () => {
    const source = read('handlers/get-room.ts');
    save('handlers/get-room.ts', `${source}\nthrow new Error('not today');`);
    await outputHas('[get-room] Error: not today');
    await outputHas(`handlers/get-room.ts:${source.split('\n').length + 1}:`);
    save('handlers/get-room.ts', source);
    await waitFor('the old code', async () => (await getRoom())['saved'], LIMIT_MS);
  });

  it('starts the server again when its code is saved: the room stays, and the page reloads', async () => {
    await mark();
    const file = 'src/local/server/local-server.ts';
    const source = read(file);
    save(file, `${source}\nconsole.error(new Error('saved').stack);\n`);
    await outputHas('The server has started again.');
    await outputHas(`${file}:${source.split('\n').length + 1}:`);
    assert.equal((await getRoom())['id'], roomId);
    await waitFor('a fresh page', async () => !(await isMarked().catch(() => true)), LIMIT_MS);
  });

  it('keeps the server when its code does not build', async () => {
    const file = 'src/local/server/local-server.ts';
    const source = read(file);
    save(file, `${source}\nconst broken = ;`);
    await outputHas(`${file}:`);
    await pageHas('#dev-reload');
    assert.equal((await getRoom())['id'], roomId);
    save(file, source);
    await waitFor('no notice', async () => (await page.$('#dev-reload')) === null, LIMIT_MS);
  });

  it('leaves nothing behind when it ends', async () => {
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(join(copy.path, 'dist/dev')), []);
  });
});

describe('the website that is deployed', () => {
  it('has nothing of npm run dev in it', async () => {
    const directory = temporaryDirectory();
    await buildWebsite(ROOT, join(directory.path, 'website'));
    const files = readdirSync(directory.path, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const text = readFileSync(join(file.parentPath, file.name), 'utf8');
      assert.doesNotMatch(file.name + text, /dev-reload|EventSource/, file.name);
    }
    directory.remove();
  });
});
