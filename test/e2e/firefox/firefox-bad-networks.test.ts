import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { eventually } from '../../support/eventually.ts';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { FaultWorld, TROUBLE } from '../support/faults/fault-world.ts';
import type { Visitor } from '../support/visitor.ts';

const world = FaultWorld.forThisFile();

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox');
});
after(() => firefox.close());

/** Waits until both hear and see each other once, and neither page shows trouble. */
async function isWhole(fay: Visitor, cem: Visitor): Promise<void> {
  await Promise.all([fay.hearsNow(1130), cem.hearsNow(520)]);
  await fay.seesOnStage('Cem', 'Fay, you');
  await cem.seesOnStage('Cem, you', 'Fay');
  for (const person of [fay, cem]) {
    await eventually(async () => (await person.text()).includes(TROUBLE), false);
  }
}

describe('Firefox', () => {
  it('hears and is heard again after each kind of lost connection', async () => {
    const fay = await world.arrive('Fay', { browser: firefox, tone: 520 });
    const cem = await world.arrive('Cem', { tone: 1130 });
    const roomId = await fay.createRoom();
    await fay.goOnStage();
    await cem.speakIn(roomId);
    await isWhole(fay, cem);

    await world.server.cut();
    await isWhole(fay, cem);

    await fay.page.setOfflineMode(true);
    await fay.reads(TROUBLE);
    await fay.page.setOfflineMode(false);
    await isWhole(fay, cem);

    const told = Promise.all([fay.reads(TROUBLE), cem.reads(TROUBLE)]);
    await world.server.kill();
    await told;
    await world.startServer();
    await isWhole(fay, cem);
  });
});
