import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { eventually, waitFor } from '../../support/eventually.ts';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { pressKey, setColours } from '../support/firefox-settings.ts';
import { scanCode } from '../support/pixels.ts';
import type { Visitor } from '../support/visitor.ts';

const world = E2eWorld.forThisFile();

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox');
});
after(() => firefox.close());

/** Chooses a device in the sound settings. Returns its id. */
async function choose({ page }: Visitor, list: string, label: string): Promise<string> {
  const select = await page.waitForSelector(`>>> select#${list}`, { visible: true });
  assert.ok(select);
  const find = (): Promise<string | undefined> =>
    select.evaluate(
      (element, wanted) => [...element.options].find((option) => option.label === wanted)?.value,
      label,
    );
  await waitFor(label, async () => (await find()) !== undefined);
  const id = (await find()) ?? '';
  await select.select(id);
  return id;
}

describe('a room in Firefox', () => {
  it('lets people choose the microphone that is heard, and the output that plays', async () => {
    const fay = await world.arrive('Fay', { browser: firefox });
    const cem = await world.arrive('Cem', { tone: 1130 });
    const roomId = await fay.createRoom();
    await fay.goOnStage();
    await cem.speakIn(roomId);
    await fay.hears(1130);
    await fay.click('Sound settings');
    const inUse = (): Promise<string | undefined> =>
      fay.page.$eval('audio-room', (room) => room.session?.microphone.deviceId);
    const outputs = (): Promise<string[]> => fay.page.evaluate(() => window.instruments.outputs());

    for (const label of ['Fake Audio Input 3', 'Fake Audio Input 1']) {
      const id = await choose(fay, 'microphone', label);
      await eventually(inUse, id);
      await cem.page.waitForSelector('>>> participant-tile[speaking]:not([local])', {
        visible: true, // looks at each frame, rather than at changes, which it does not see in shadow trees
      });
    }
    const id = await choose(fay, 'output', 'Fake Audio Output 2');
    await eventually(outputs, [id]);
    await fay.hears(1130);
    await choose(fay, 'output', 'Browser default');
    await eventually(outputs, ['']);
    await fay.hears(1130);
    assert.equal(await cem.page.evaluate(() => window.instruments.microphoneRequests()), 1);
  });

  it('takes keys by their place on a keyboard without Latin letters', async () => {
    const fay = await world.arrive('Fay', { browser: firefox, tone: 520 });
    await fay.createRoom();
    await fay.goOnStage();
    await fay.seesOnStage('Fay, you');
    await fay.page.bringToFront();
    // Russian and Greek, at the place of M.
    await pressKey(firefox, 'ь', 'KeyM');
    await fay.seesOnStage('Fay, muted, you');
    await pressKey(firefox, 'μ', 'KeyM');
    await fay.seesOnStage('Fay, you');
    // Russian, at the place of the question mark.
    await pressKey(firefox, ',', 'Slash');
    await pressKey(firefox, 'ь', 'KeyM');
    await fay.seesOnStage('Fay, muted, you');
  });

  it('shows a QR code that can be scanned in every scheme', async () => {
    const fay = await world.arrive('Fay', { browser: firefox });
    const roomId = await fay.createRoom();
    await fay.click('Invite');
    await fay.page.bringToFront();
    const link = `${world.server.url}/room/${roomId}`;
    for (const forced of [false, true]) {
      for (const scheme of ['light', 'dark'] as const) {
        await setColours(firefox, { scheme, forced });
        await fay.page.waitForFunction(
          (...wanted) =>
            matchMedia(`(prefers-color-scheme: ${wanted[0]})`).matches &&
            matchMedia('(forced-colors: active)').matches === wanted[1],
          {},
          scheme,
          forced,
        );
        assert.equal(await scanCode(fay.page), link, `${scheme}, forced: ${String(forced)}`);
      }
    }
  });

  it('works in a frame of another origin that may use the microphone', async () => {
    const elsewhere = createServer((request, response) => {
      const { port } = elsewhere.address() as AddressInfo;
      const here = world.server.url;
      response.writeHead(200, { 'content-type': 'text/html' }).end(
        request.url === '/frame'
          ? `<!doctype html><title>Frame</title><script type="module" src="${here}/embed/audio-room.js"></script>
            <audio-room api-url="${here}"></audio-room>`
          : `<!doctype html><title>Around</title><iframe src="http://localhost:${port}/frame" allow="microphone"
            width="900" height="700"></iframe>`,
      );
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    try {
      const fay = await world.arrive('Fay', { browser: firefox });
      const cem = await world.arrive('Cem', { tone: 1130 });
      await fay.page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
      await fay.useFrame('/frame');
      await cem.listenIn(await fay.createRoomHere());
      await fay.goOnStage();
      assert.equal(await fay.microphoneRequests(), 1);
      await cem.seesOnStage('Fay');
      await cem.page.waitForSelector('>>> participant-tile[speaking]', { visible: true });
      await cem.goOnStage();
      await fay.hears(1130);
    } finally {
      elsewhere.close();
    }
  });
});
