import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { launch, type Browser } from 'puppeteer-core';
import { createWebsite } from '../../src/local/server/website-files.ts';
import type {} from '../../components/audio-room/audio-room.ts';
import { eventually } from '../support/eventually.ts';
import { E2eWorld } from './support/e2e-world.ts';

const LAZY = /\/assets\/(join-bundle|joined-room|amazon-ivs|browser|es)-/;
const FIREFOX = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr';

const failures = new Map<string, number>();
let failuresEach = 1;

const world = E2eWorld.forThisFile({
  website: (options) => {
    const website = createWebsite(options);
    return (request, response, url) => {
      const before = failures.get(url.pathname) ?? 0;
      if (!LAZY.test(url.pathname) || before >= failuresEach) {
        return website(request, response, url);
      }
      failures.set(url.pathname, before + 1);
      return refuse(response);
    };
  },
});

function refuse(response: ServerResponse): Promise<void> {
  response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
  return Promise.resolve();
}

/** What failed, by the name of the part. */
const failed = (): string[] =>
  [...failures.keys()].map((path) => LAZY.exec(path)?.[1] ?? '').toSorted();

beforeEach(() => {
  failures.clear();
  failuresEach = 1;
});

describe('a part of the page that failed to load', () => {
  it('is loaded again by itself, so that nobody notices', async () => {
    const ann = await world.arrive('Ann');
    await ann.createRoom();
    await ann.click('Invite');
    await ann.page.waitForSelector('::-p-aria([role="image"])');
    const parts = ['amazon-ivs', 'browser', 'join-bundle', 'joined-room'];
    assert.deepEqual(failed(), parts);
  });

  it('is loaded when the person tries again, and until then no blocker is blamed', async () => {
    failuresEach = 3;
    const ann = await world.arrive('Ann');
    await ann.open('/');
    await ann.click('Create a room');
    await ann.reads('Part of this page didn’t load.');
    assert.doesNotMatch(await ann.text(), /block/);
    await eventually(async () => {
      await ann.page.evaluate(() => document.querySelector('audio-room')?.create());
      return (await ann.text()).includes('Leave');
    }, true);
  });

  it('does not hide why nobody can enter', async () => {
    failuresEach = Infinity;
    const ann = await world.arrive('Ann');
    await ann.open('/room/nowhere');
    await ann.reads('This room doesn’t exist.');
  });
});

describe(
  'a part of the page that failed to load in Firefox',
  { skip: !existsSync(FIREFOX) },
  () => {
    let browser: Browser;
    before(async () => {
      browser = await launch({ browser: 'firefox', executablePath: FIREFOX, headless: true });
    });
    after(() => browser.close());

    it('is loaded again by itself, so that nobody notices', async () => {
      const page = await browser.newPage();
      await page.goto(world.server.url);
      const phase = await page.evaluate(async () => {
        const room = document.querySelector('audio-room');
        await room?.create('Ann');
        return room?.snapshot?.phase;
      });
      assert.equal(phase, 'listening');
      assert.deepEqual(failed(), ['amazon-ivs', 'join-bundle', 'joined-room']);
      await page.close();
    });
  },
);
