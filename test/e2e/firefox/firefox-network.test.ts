import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { makeCertificate } from '../../../src/local/server/network/certificate.ts';
import { findFirefox } from '../../support/firefox.ts';
import { NETWORK_HOST } from '../../support/network-host.ts';
import { startFirefox } from '../support/browser.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile({
  host: NETWORK_HOST,
  certificate: await makeCertificate([NETWORK_HOST, 'localhost']),
});

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox', { acceptInsecureCerts: true });
});
after(() => firefox.close());

describe('Firefox in the local network', () => {
  it('hears Chromium and is heard by it, over HTTPS', async () => {
    const fay = await world.arrive('Fay', { browser: firefox, tone: 520 });
    const cem = await world.arrive('Cem', { tone: 1130 });
    const roomId = await fay.createRoom();
    assert.match(fay.page.url(), /^https:/);
    await fay.goOnStage();
    await cem.listenIn(roomId);
    await cem.hears(520);
    await cem.goOnStage();
    await fay.hears(1130);
    await fay.page.reload();
    await fay.reads('Closes at');
    await fay.click('Join as a listener');
    await fay.hears(1130);
  });
});
