import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { waitFor } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { contrastOf, Pixels, scanCode } from '../support/pixels.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

// WCAG 2.2, 1.4.11: what is needed to understand a control.
const ENOUGH = 3;

const SCHEMES = ['light', 'dark'] as const;

async function emulate({ page }: Visitor, features: Record<string, string>): Promise<void> {
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

async function find({ page }: Visitor, selector: string): Promise<ElementHandle> {
  const element = await page.waitForSelector(`>>> ${selector}`, { visible: true });
  assert.ok(element, selector);
  return element;
}

describe('the QR code of an invitation', () => {
  for (const forced of ['none', 'active']) {
    it(`can be scanned in every scheme and theme, forced-colors: ${forced}`, async () => {
      const ann = await world.arrive('Ann');
      const roomId = await ann.createRoom();
      // A dialog that still moves into place is no place to read pixels from.
      const still = { 'prefers-reduced-motion': 'reduce' };
      await emulate(ann, still);
      await ann.click('Invite');
      const link = `${world.server.url}/room/${roomId}`;
      for (const theme of ['system', 'light', 'dark', 'contrast']) {
        await ann.page.$eval('audio-room', (room, value) => (room.theme = value as 'dark'), theme);
        for (const scheme of SCHEMES) {
          await emulate(ann, { ...still, 'forced-colors': forced, 'prefers-color-scheme': scheme });
          assert.equal(await scanCode(ann.page), link, `${theme}, ${scheme}`);
        }
      }
    });
  }
});

describe('in forced colours', () => {
  for (const scheme of SCHEMES) {
    it(`people see who speaks, who is muted, and that their microphone works: ${scheme}`, async () => {
      const ann = await world.arrive('Ann', { tone: 520 });
      await emulate(ann, {
        'forced-colors': 'active',
        'prefers-color-scheme': scheme,
        'prefers-reduced-motion': 'reduce',
      });
      await ann.createRoom();
      await ann.goOnStage();

      const level = await find(ann, 'mic-control >>> .level');
      await ann.page.waitForSelector('>>> participant-tile[speaking]', { visible: true });
      await waitFor(
        'the level of the microphone',
        async () => (await Pixels.of(level)).contrast >= ENOUGH,
      );
      const tile = await find(ann, 'participant-tile');
      const speaking = await Pixels.of(tile);
      const toggle = await find(ann, 'mic-control >>> [part=toggle] .icon');
      const live = await Pixels.of(toggle);
      assert.ok(live.contrast >= ENOUGH, 'the icon of a live microphone');

      await ann.click('Mute');
      await ann.seesOnStage('Ann, muted, you');
      const muted = await Pixels.of(await find(ann, 'mic-control >>> [part=toggle] .icon'));
      assert.ok(muted.contrast >= ENOUGH, 'the icon of a muted microphone');
      assert.ok(differs(live, muted), 'the icon shows no difference');
      assert.ok(differs(speaking, await Pixels.of(tile)), 'the tile shows no difference');
      const mark = await Pixels.of(await find(ann, 'participant-tile >>> .muted'));
      assert.ok(mark.contrast >= ENOUGH, 'the mark of a muted person');
    });
  }
});

/** Whether some pixel differs enough to be noticed. */
function differs(before: Pixels, after: Pixels): boolean {
  return before.luminances.some((luminance, i) => {
    const other = after.luminances[i] ?? luminance;
    return contrastOf(Math.min(luminance, other), Math.max(luminance, other)) >= ENOUGH;
  });
}
