import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type {} from '../../../components/audio-room/audio-room.ts';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { FailingParts } from '../support/faults/failing-parts.ts';

const parts = new FailingParts();

describe('a part of the page that failed to load in Firefox', () => {
  let browser: Browser;
  before(async () => {
    browser = await startFirefox(findFirefox() ?? 'firefox');
  });
  after(() => browser.close());

  it('is loaded again by itself, so that nobody notices', async () => {
    const page = await browser.newPage();
    await page.goto(parts.world.server.url);
    const phase = await page.evaluate(async () => {
      const room = document.querySelector('audio-room');
      await room?.create('Ann');
      return room?.snapshot?.phase;
    });
    assert.equal(phase, 'listening');
    assert.deepEqual(parts.failed(), ['amazon-ivs', 'join-bundle', 'joined-room']);
    await page.close();
  });
});
