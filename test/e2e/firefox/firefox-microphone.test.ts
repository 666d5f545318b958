import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { launch } from 'puppeteer-core';
import { findFirefox, firefoxLaunch } from '../../support/firefox.ts';

const firefox = findFirefox() ?? 'firefox';

/** A page whose script tries to open the microphone, and keeps the error code. */
async function innerPage(): Promise<string> {
  const contents = `import { Microphone } from './src/client/media/microphone.ts';
    window.code = new Microphone().open().then(() => 'open', ({ code }) => code);`;
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' } as const;
  const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', write: false });
  return `<!doctype html><script>${outputFiles[0]?.text ?? ''}</script>`;
}

describe('the microphone in Firefox', () => {
  it('tells a frame without allow="microphone", and a header that Firefox ignores, from a person who blocked it', async () => {
    const inner = await innerPage();
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      const frame = `<iframe src="http://localhost:${port}/inner"`;
      response.setHeader('content-type', 'text/html');
      if (request.url === '/header') response.setHeader('permissions-policy', 'microphone=()');
      if (request.url === '/inner' || request.url === '/header') response.end(inner);
      else
        response.end(`${frame} ${request.url === '/allow' ? 'allow="microphone"' : ''}></iframe>`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [microphone, allowed] of [
      ['allow', 'open'],
      ['deny', 'MICROPHONE_DENIED'],
    ] as const) {
      const browser = await launch(firefoxLaunch(firefox, { microphone }));
      try {
        for (const [path, code] of [
          ['/plain', 'MICROPHONE_NOT_ALLOWED_HERE'],
          ['/allow', allowed],
          ['/header', allowed],
        ] as const) {
          const page = await browser.newPage();
          await page.goto(origin + path);
          const frame = await page.waitForFrame((each) => /inner|header/.test(each.url()));
          assert.equal(await frame.evaluate('window.code'), code, `${microphone} ${path}`);
        }
      } finally {
        await browser.close();
      }
    }
    server.close();
  });
});
