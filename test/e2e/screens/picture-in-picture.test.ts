import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { eventually, waitFor } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { hide } from '../support/hidden-page.ts';
import type {} from '../support/picture-in-picture.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

/** Moves the room into a picture-in-picture window. Returns the page of that window. */
async function float({ page }: Visitor): Promise<Page> {
  const before = await page.browserContext().pages();
  await page.evaluate(async () => {
    const room = document.querySelector('audio-room');
    const { body } = (await window.documentPictureInPicture.requestWindow()).document;
    if (room) body.append(room);
  });
  const floating = await waitFor('the window', async () => {
    const pages = await page.browserContext().pages();
    return pages.find((other) => !before.includes(other));
  });
  return floating;
}

describe('a room in a picture-in-picture window', () => {
  it('looks and works as in the page, which is hidden', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const cem = await world.arrive('Cem', { tone: 1130 });
    const roomId = await ann.createRoom();
    await ann.page.$eval('audio-room', (room) => (room.pageKeys = true));
    await ann.goOnStage();
    await cem.speakIn(roomId);
    const floating = await float(ann);
    await hide(ann.page);
    await floating.bringToFront();

    await Promise.all([cem.hears(520), ann.hears(1130)]);
    await floating.waitForSelector('>>> participant-tile[speaking][local]', { visible: true });
    await floating.waitForSelector('>>> participant-tile[speaking]:not([local])', {
      visible: true,
    });

    await floating.keyboard.press('m');
    await cem.seesOnStage('Ann, muted', 'Cem, you');
    await floating.keyboard.press('m');
    await cem.seesOnStage('Ann', 'Cem, you');

    const grid = await floating.waitForSelector('>>> audio-room-stage-grid', { visible: true });
    const width = () =>
      grid?.evaluate((element) =>
        (element as HTMLElement).style.getPropertyValue('--participant-tile-width'),
      );
    const before = await width();
    await floating.setViewport({ width: 900, height: 500 });
    await eventually(async () => (await width()) !== before, true);

    await floating.locator('::-p-aria([name="Invite"][role="button"])').click();
    // The clipboard of the window in front; the hidden page's refuses everything. This browser has none.
    await floating.evaluate(() => (navigator.clipboard.writeText = () => Promise.resolve()));
    const dialog = await floating.waitForSelector('>>> dialog[open]', { visible: true });
    assert.equal(
      await dialog?.evaluate((element) => getComputedStyle(element).borderTopWidth),
      '1px',
    );
    await floating.locator('::-p-aria([name="Copy link"][role="button"])').click();
    const told = await floating.waitForSelector('>>> audio-room-invite-panel >>> [role=status]', {
      visible: true,
    });
    await eventually(() => told?.evaluate((element) => element.textContent), 'Link copied');
  });

  it('goes on in the page if that takes it back, and else ends with the window', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const roomId = await ann.createRoom();
    await ann.goOnStage();
    await lea.listenIn(roomId);
    const floating = await float(ann);
    await ann.page.evaluate(() =>
      window.documentPictureInPicture.window?.addEventListener('pagehide', (event) => {
        const room = (event.target as Document).querySelector('audio-room');
        if (room) document.body.append(room);
      }),
    );
    await floating.close();
    await ann.sees('Mute');
    await lea.hears(520);

    await (await float(ann)).close();
    await lea.seesOnStage();
    assert.equal(
      await ann.page.evaluate(() => document.querySelector('audio-room') === null),
      true,
    );
  });
});
