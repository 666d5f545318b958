import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeyInput } from 'puppeteer-core';
import { E2eWorld } from '../support/e2e-world.ts';
import { Keyboard } from '../support/keyboard.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

// Longer than a tap, and than it takes to unmute.
const HOLD_MS = 800;

/** Holds a real key, and lets go. Real keys press the focused button, which events that a script dispatches do not. */
async function hold({ page }: Visitor, key: KeyInput): Promise<void> {
  await page.keyboard.down(key);
  await new Promise((resolve) => setTimeout(resolve, HOLD_MS / 2));
  await page.keyboard.down(key); // repeats
  await new Promise((resolve) => setTimeout(resolve, HOLD_MS / 2));
  await page.keyboard.up(key);
}

describe('a key that is held', () => {
  it('leaves nobody audible who was muted, whatever control has the focus', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const keyboard = new Keyboard(ann.page);
    await lea.listenIn(await ann.createRoom());

    for (const key of [' ', 'Enter'] as const) {
      await keyboard.tabTo('Go on stage');
      await hold(ann, key);
      await lea.seesOnStage();
    }
    await ann.goOnStage();
    await ann.click('Mute');
    await lea.seesOnStage('Ann, muted');

    // The mute button has the focus now, as after every click on it.
    for (const key of [' ', 'Enter', 'm'] as const) {
      await ann.page.keyboard.down(key);
      await lea.seesOnStage('Ann');
      await ann.page.keyboard.down(key); // repeats
      await ann.page.keyboard.up(key);
      await lea.seesOnStage('Ann, muted');
      assert.equal(await keyboard.focused(), 'Unmute');
    }

    for (const control of ['Sound settings', 'Invite people By link or QR code']) {
      await keyboard.tabTo(control);
      await hold(ann, ' ');
      await ann.page.keyboard.press('Escape');
      await lea.seesOnStage('Ann, muted');
    }
  });
});
