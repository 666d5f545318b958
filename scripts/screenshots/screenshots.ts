import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type Page } from 'puppeteer-core';
import { contentType, pageHeaders } from '../../src/api/page-headers.ts';
import { chromiumLaunch } from '../../test/support/chromium.ts';
import { browserOptions } from '../build/browser/browser-options.ts';
import { buildWebsite } from '../build/browser/website-bundle.ts';

// npm run screenshots [-- names...]: takes pictures of every state into dist/screenshots, at phone and desktop size, light
// and dark; of the main states also at 200 % zoom and in forced colours.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = join(ROOT, 'dist/screenshots');
interface Screen {
  readonly size: readonly [width: number, height: number];
  readonly zoom?: number;
  readonly media: Readonly<Record<string, string>>;
  /** The states to picture; all if omitted. */
  readonly only?: readonly string[];
}
const DESK = [1440, 900] as const;
const PHONE = [390, 844] as const;
const MAIN = [
  ...['landing', 'lobby', 'lobby-full', 'check-speak', 'room-speaking', 'room-12'],
  ...['chat', 'chat-host', 'reactions', 'reactions-open'],
];
const scheme = (value: string) => ({ 'prefers-color-scheme': value });
const SCREENS: Readonly<Record<string, Screen>> = {
  'desk-light': { size: DESK, media: scheme('light') },
  'desk-dark': { size: DESK, media: scheme('dark') },
  'phone-light': { size: PHONE, media: scheme('light') },
  'phone-dark': { size: PHONE, media: scheme('dark') },
  'desk-zoom': { size: DESK, zoom: 2, media: scheme('light'), only: MAIN },
  'phone-zoom': { size: PHONE, zoom: 2, media: scheme('light'), only: MAIN },
  'desk-forced': { size: DESK, media: { 'forced-colors': 'active' }, only: MAIN },
  'phone-forced': { size: PHONE, media: { 'forced-colors': 'active' }, only: MAIN },
};
const PAGES: Readonly<Record<string, string>> = {
  landing: '/',
  lobby: '/room/aB3dE5fG7hI9',
  'wrong-link': '/room/nowhere',
  'unknown-page': '/no/such/page',
};
const ROOM = {
  id: 'aB3dE5fG7hI9',
  stage: 'open',
  locked: false,
  hosts: [],
  live: true,
  speakers: ['Ana', 'Sunny Otter', 'Zoë'].map((name, i) => ({ id: `person${i + 3}`, name })),
  listeners: 7,
  createdAt: new Date().toISOString(),
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  now: new Date().toISOString(),
};

const wanted = process.argv.slice(2);
const site = await mkdtemp(join(tmpdir(), 'screenshots-'));
await buildWebsite(ROOT, join(site, 'website'));
await build({
  ...browserOptions,
  absWorkingDir: ROOT,
  entryPoints: { states: 'scripts/screenshots/pictured-states.ts' },
  outdir: join(site, 'website'),
});
const statesPage = readFileSync(join(site, 'website/index.html'), 'utf8')
  .replace(
    /<script type="module"[^>]*><\/script>/,
    '<script type="module" src="/states.js"></script>',
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
  } else if (path === '/states') send(200, contentType('.html'), statesPage);
  else if (path.includes('.'))
    send(200, contentType(path), readFileSync(join(site, 'website', path)));
  else send(200, contentType('.html'), readFileSync(join(site, 'website/index.html')));
}

const server = createServer((request, response) => answer(request.url ?? '/', response));
await new Promise<void>((resolve) => server.listen(0, resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await puppeteer.launch(await chromiumLaunch());

async function shoot(page: Page, name: string): Promise<void> {
  // Transitions take less than this; a picture taken during one would differ each time.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await page.screenshot({ path: join(TARGET, `${name}.png`) });
}

mkdirSync(TARGET, { recursive: true });
for (const [screen, { size, zoom = 1, media, only }] of Object.entries(SCREENS)) {
  const page = await browser.newPage();
  const [width, height] = size.map((pixels) => Math.round(pixels / zoom)) as [number, number];
  await page.setViewport({ width, height, deviceScaleFactor: zoom });
  const features = Object.entries(media).map(([name, value]) => ({ name, value }));
  // Puppeteer's emulateMediaFeatures() does not support forced-colors.
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', { features });
  const isWanted = (name: string): boolean =>
    (only?.includes(name) ?? true) && (wanted.length === 0 || wanted.includes(name));
  for (const [name, path] of Object.entries(PAGES).filter(([each]) => isWanted(each))) {
    await page.goto(origin + path, { waitUntil: 'networkidle0' });
    await shoot(page, `${name}-${screen}`);
  }
  await page.goto(`${origin}/states`, { waitUntil: 'networkidle0' });
  const states = await (page.evaluate('Object.keys(window.states)') as Promise<string[]>);
  for (const name of states.filter(isWanted)) {
    await page.evaluate(`window.states['${name}']()`);
    await shoot(page, `${name}-${screen}`);
  }
  await page.close();
}
await browser.close();
server.close();
await rm(site, { recursive: true });
console.log(`Pictures are in ${TARGET}`);
