import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeCertificate } from '../../../src/local/server/network/certificate.ts';
import { NETWORK_HOST } from '../../support/network-host.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { Pixels, scanCode } from '../support/pixels.ts';

const world = E2eWorld.forThisFile({
  host: NETWORK_HOST,
  certificate: await makeCertificate([NETWORK_HOST, 'localhost']),
});

describe('a room in the local network', () => {
  it('is one in which two browsers hear each other over HTTPS, after the code of the room was scanned', async () => {
    const { origin, port } = world.server;
    const ann = await world.arrive('Ann', { tone: 520 });
    // What people type who know the server from before.
    await ann.page.goto(`http://localhost:${port}/`);
    assert.equal(ann.page.url(), `${origin}/`);
    await ann.createRoomHere();
    const link = `${origin}/room/${ann.roomId()}`;
    await ann.goOnStage();
    await ann.click('Invite');
    assert.equal(await scanCode(ann.page), link);
    await ann.click('Close');

    const ben = await world.arrive('Ben', { tone: 1130 });
    await ben.listenIn(ann.roomId());
    assert.equal(ben.page.url(), link);
    assert.equal(await ben.page.evaluate(() => isSecureContext), true);
    await ben.hears(520);
    await ben.goOnStage();
    await ann.hears(1130);
    await ben.click('Mute');
    await ann.seesOnStage('Ann, you', 'Ben, muted');
  });

  it('begins on a page that shows the address as a code, in the language of the page', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/');
    const code = await ann.page.waitForSelector('#network svg', { visible: true });
    assert.ok(code);
    assert.equal((await Pixels.of(code)).readCode(), world.server.origin);
    await ann.reads('Talk from your phone');
    const shown = () =>
      ann.page.$eval('#network', (panel) => (panel as HTMLElement).innerText.replace(/\s+/g, ' '));
    assert.doesNotMatch(await shown(), /móvil|iPhone/);
    await ann.page.$eval('html', (page) => (page.lang = 'es'));
    assert.match(await shown(), /^Habla desde el móvil Escanea/);
  });

  it('shows no code on a phone, which would have to scan itself', async () => {
    const ann = await world.arrive('Ann');
    await ann.page.setViewport({ width: 390, height: 844 });
    await ann.open('/');
    await ann.page.waitForSelector('#network svg', { hidden: true });
    assert.doesNotMatch(await ann.text(), /Scan the code|Escanea/);
  });
});
