import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessibilityProblems } from './support/axe.ts';
import { eventually } from '../support/eventually.ts';
import type { Visitor } from './support/visitor.ts';
import { World } from './support/e2e-world.ts';

const world = World.forThisFile();

// A desk and a phone at 200 % zoom: the page has half of the pixels in each direction.
const ZOOMED = [
  [720, 450],
  [195, 422],
] as const;

/** Nothing is wider than the window, and of what stands in the page nothing lies over anything else. */
async function staysWhole({ page }: Visitor): Promise<void> {
  const [over = NaN, wide = NaN] = await page.evaluate(() => {
    const room = document.querySelector('audio-room')!;
    const card = room.shadowRoot!.firstElementChild!.getBoundingClientRect();
    const hidden = [...document.querySelectorAll('#welcome > *')].filter(
      (each) => each.getBoundingClientRect().bottom > card.top && each.checkVisibility(),
    );
    return [
      hidden.length,
      Math.max(document.documentElement.scrollWidth, room.scrollWidth) - innerWidth,
    ];
  });
  assert.equal(over, 0, 'the card lies over the welcome');
  assert.ok(wide <= 0, `${wide} pixels beyond the window`);
}

describe('at 200 % zoom', () => {
  for (const [width, height] of ZOOMED) {
    it(`every view stays whole in ${width} × ${height}`, async () => {
      const ann = await world.arrive('Ann', { tone: 520 });
      await ann.page.setViewport({ width, height, deviceScaleFactor: 2 });
      await ann.open('/');
      await ann.sees('Create a room');
      await staysWhole(ann);
      await ann.createRoom();
      await ann.goOnStage();
      await staysWhole(ann);
      await ann.click('Leave');
      await ann.reads('You left the room');
      await staysWhole(ann);
      await ann.click('Join again');
      await ann.sees('Join as a listener');
      await staysWhole(ann);
      await ann.click('Go on stage');
      await ann.sees('Go on stage now');
      await staysWhole(ann);
    });
  }
});

describe('from right to left', () => {
  it('the landing page and the room stay whole and accessible', async () => {
    const ann = await world.arrive('Ann');
    await ann.page.evaluateOnNewDocument(() => {
      document.addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl'));
    });
    await ann.page.setViewport({ width: 390, height: 844 });
    // Half of a fade has half of its contrast.
    await ann.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await ann.open('/');
    await ann.sees('Create a room');
    await staysWhole(ann);
    assert.deepEqual(await accessibilityProblems(ann.page), []);
    await ann.createRoom();
    await staysWhole(ann);
    assert.deepEqual(await accessibilityProblems(ann.page), []);
  });
});

describe('in forced colours', () => {
  it('has an edge around every tile and control', async () => {
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

describe('the invitation', () => {
  it('is a QR code of the link', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/');
    await ann.createRoom();
    await ann.click('Invite');
    const isDrawn = async (): Promise<boolean> => {
      const shapes = await ann.page.$$eval('>>> [part=qr] path', (paths) =>
        paths.map((path) => path.getAttribute('d')?.length ?? 0),
      );
      return shapes.some((length) => length > 1000);
    };
    await eventually(isDrawn, true);
  });
});
