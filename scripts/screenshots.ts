import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type Page } from 'puppeteer-core';
import { contentType, pageHeaders } from '../src/api/page-headers.ts';
import { chromiumLaunch } from '../test/support/chromium.ts';
import { buildWebsite } from './build/website.ts';

// npm run screenshots [-- names...]: pictures of every state, on a phone and a desk, light and dark, in dist/screenshots.
// Made-up people in a made-up room: a picture must not depend on who hears whom.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = join(ROOT, 'dist/screenshots');
const SIZES = { desk: [1440, 900], phone: [390, 844] } as const;
const PAGES: Readonly<Record<string, string>> = {
  landing: '/',
  lobby: '/room/aB3dE5fG7hI9',
  'wrong-link': '/room/nowhere',
  'unknown-page': '/no/such/page',
};
const ROOM = {
  id: 'aB3dE5fG7hI9',
  live: true,
  speakers: ['Ana', 'Sunny Otter', 'Zoë'].map((name, i) => ({ id: `person${i + 3}`, name })),
  listeners: 7,
  createdAt: new Date().toISOString(),
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
};

const wanted = process.argv.slice(2);
const site = await mkdtemp(join(tmpdir(), 'screenshots-'));
await buildWebsite(ROOT, join(site, 'website'));
await build({
  absWorkingDir: ROOT,
  entryPoints: { gallery: 'scripts/screenshots/gallery.ts' },
  outdir: join(site, 'website'),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'error',
});
const gallery = readFileSync(join(site, 'website/index.html'), 'utf8')
  .replace(
    /<script type="module"[^>]*><\/script>/,
    '<script type="module" src="/gallery.js"></script>',
  )
  .replace(/<body>[\s\S]*<\/body>/, '<body><main></main></body>');

function answer(path: string, response: ServerResponse): void {
  const send = (status: number, type: string, body: string | Buffer): void => {
    response.writeHead(status, { ...pageHeaders("'self'"), 'content-type': type }).end(body);
  };
  if (path.startsWith('/api/')) {
    const found = path.endsWith(ROOM.id);
    send(
      found ? 200 : 404,
      found ? 'application/json' : 'application/problem+json',
      JSON.stringify(found ? ROOM : { code: 'ROOM_NOT_FOUND' }),
    );
  } else if (path === '/gallery') send(200, contentType('.html'), gallery);
  else if (path.includes('.'))
    send(200, contentType(path), readFileSync(join(site, 'website', path)));
  else send(200, contentType('.html'), readFileSync(join(site, 'website/index.html')));
}

const server = createServer((request, response) => answer(request.url ?? '/', response));
await new Promise<void>((resolve) => server.listen(0, resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await puppeteer.launch(await chromiumLaunch());

async function shoot(page: Page, name: string): Promise<void> {
  // Fades are over after this; a picture in the middle of one would be another each time.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await page.screenshot({ path: join(TARGET, `${name}.png`) });
}

mkdirSync(TARGET, { recursive: true });
for (const [size, [width, height]] of Object.entries(SIZES)) {
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
    for (const [name, path] of Object.entries(PAGES).filter(([each]) => isWanted(each))) {
      await page.goto(origin + path, { waitUntil: 'networkidle0' });
      await shoot(page, `${name}-${size}-${theme}`);
    }
    await page.goto(`${origin}/gallery`, { waitUntil: 'networkidle0' });
    const states = await (page.evaluate('Object.keys(window.states)') as Promise<string[]>);
    for (const name of states.filter(isWanted)) {
      await page.evaluate(`window.states['${name}']()`);
      await shoot(page, `${name}-${size}-${theme}`);
    }
    await page.close();
  }
}
await browser.close();
server.close();
await rm(site, { recursive: true });
console.log(`Pictures are in ${TARGET}`);
