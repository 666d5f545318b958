import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessibilityProblems } from '../support/axe.ts';
import { Keyboard } from '../support/keyboard.ts';
import type { Visitor } from '../support/visitor.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

async function assertAccessible({ page }: Visitor): Promise<void> {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    assert.deepEqual(await accessibilityProblems(page), [], scheme);
  }
}

describe('axe', () => {
  it('finds no violation from the landing page to the end of a visit', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.open('/');
    await ann.sees('Create a room');
    await assertAccessible(ann);

    const roomId = await ann.createRoom();
    await assertAccessible(ann);
    await ann.goOnStage();
    await ann.click('Mute');
    await ann.seesOnStage('Ann, muted, you');
    await assertAccessible(ann);

    const lea = await world.arrive('Lea');
    await lea.open(`/room/${roomId}`);
    await lea.sees('Join as a listener');
    await assertAccessible(lea);

    await ann.click('Leave');
    await ann.reads('You left the room');
    await assertAccessible(ann);
    await lea.open('/room/nowhere');
    await lea.reads('This room doesn’t exist.');
    await assertAccessible(lea);
  });
});

describe('with the keyboard alone', () => {
  it('a visitor creates a room, speaks, mutes, steps back and leaves', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const lea = await world.arrive('Lea');
    const keyboard = new Keyboard(ann.page);
    await ann.open('/');
    await ann.sees('Create a room');

    await keyboard.tabTo('Your name');
    await keyboard.replaceText('Ann');
    await keyboard.press('Enter');
    await ann.sees('Leave');
    await lea.listenIn(ann.roomId());

    await keyboard.tabTo('Go on stage');
    await keyboard.press('Enter');
    await lea.seesOnStage('Ann');
    await lea.hears(520);

    await keyboard.tabTo('Mute');
    await keyboard.press('Space');
    await lea.seesOnStage('Ann, muted');
    assert.equal(await keyboard.focused(), 'Unmute');
    await keyboard.press('m');
    await lea.seesOnStage('Ann');

    await keyboard.tabTo('Step back');
    await keyboard.press('Enter');
    await lea.seesOnStage();
    await keyboard.tabTo('Leave');
    await keyboard.press('Enter');
    await ann.reads('You left the room');
    await keyboard.tabTo('Join again');
  });
});
