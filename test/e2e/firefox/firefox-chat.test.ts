import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { eventually } from '../../support/eventually.ts';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox');
});
after(() => firefox.close());

async function say({ page }: Visitor, text: string): Promise<void> {
  const field = await page.waitForSelector('>>> audio-room-chat-field >>> textarea');
  await field?.type(text);
  await page.keyboard.press('Enter');
}

const messages = ({ page }: Visitor) =>
  page.$$eval('>>> audio-room-chat-message >>> .text', (all) => all.map((one) => one.textContent));

describe('Firefox and Chromium', () => {
  it('read each other’s messages and see each other’s reactions', async () => {
    const fay = await world.arrive('Fay', { browser: firefox });
    const cem = await world.arrive('Cem');
    const roomId = await fay.createRoom();
    await cem.listenIn(roomId);
    for (const person of [fay, cem]) {
      await person.page.setViewport({ width: 1280, height: 800 });
      await person.click('Chat');
    }
    await say(cem, 'Hello Fay');
    await eventually(() => messages(fay), ['Hello Fay']);
    await say(fay, 'Hello Cem');
    await eventually(() => messages(cem), ['Hello Fay', 'Hello Cem']);
    await cem.click('Party');
    await fay.page.waitForSelector('>>> audio-room-rising-reactions >>> .rising');
  });
});
