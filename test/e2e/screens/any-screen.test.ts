import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessibilityProblems } from '../support/axe.ts';
import type { Visitor } from '../support/visitor.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

// A desktop and a phone screen at 200% zoom, which halves the CSS pixels in each direction.
const ZOOMED = [
  [720, 450],
  [195, 422],
] as const;

/** Asserts that nothing is wider than the window, and that the room's card covers no visible part of the welcome text. */
async function assertFits({ page }: Visitor): Promise<void> {
  const [covered = NaN, excess = NaN] = await page.evaluate(() => {
    const room = document.querySelector('audio-room')!;
    const card = room.shadowRoot!.firstElementChild!.getBoundingClientRect();
    const coveredParts = [...document.querySelectorAll('#welcome > *')].filter(
      (each) => each.getBoundingClientRect().bottom > card.top && each.checkVisibility(),
    );
    return [
      coveredParts.length,
      Math.max(document.documentElement.scrollWidth, room.scrollWidth) - innerWidth,
    ];
  });
  assert.equal(covered, 0, 'the card covers the welcome text');
  assert.ok(excess <= 0, `${excess} pixels wider than the window`);
}

describe('at 200 % zoom', () => {
  for (const [width, height] of ZOOMED) {
    it(`every view fits a window of ${width} × ${height} pixels`, async () => {
      const ann = await world.arrive('Ann', { tone: 520 });
      await ann.page.setViewport({ width, height, deviceScaleFactor: 2 });
      await ann.open('/');
      await ann.sees('Create a room');
      await assertFits(ann);
      await ann.createRoom();
      await ann.goOnStage();
      await assertFits(ann);
      await ann.click('Leave');
      await ann.reads('You left the room');
      await assertFits(ann);
      await ann.click('Join again');
      await ann.sees('Join as a listener');
      await assertFits(ann);
      await ann.click('Go on stage');
      await ann.sees('Go on stage now');
      await assertFits(ann);
    });
  }
});

describe('from right to left', () => {
  it('the landing page and the room fit and are accessible', async () => {
    const ann = await world.arrive('Ann');
    await ann.page.evaluateOnNewDocument(() => {
      document.addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl'));
    });
    await ann.page.setViewport({ width: 390, height: 844 });
    // In the middle of a fade, axe would measure half of the contrast.
    await ann.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await ann.open('/');
    await ann.sees('Create a room');
    await assertFits(ann);
    assert.deepEqual(await accessibilityProblems(ann.page), []);
    await ann.createRoom();
    await assertFits(ann);
    assert.deepEqual(await accessibilityProblems(ann.page), []);
  });
});

describe('in forced colours', () => {
  it('every tile and control has a border', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    const devtools = await ann.page.createCDPSession();
    await devtools.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    });
    await ann.open('/');
    await ann.createRoom();
    await ann.goOnStage();
    const bare = await ann.page.$$eval('>>> .tile, >>> button', (elements) =>
      elements
        .filter((each) => each.checkVisibility())
        .filter((each) => parseFloat(getComputedStyle(each).borderTopWidth) === 0)
        .map((each) => each.className),
    );
    assert.deepEqual(bare, []);
  });
});
