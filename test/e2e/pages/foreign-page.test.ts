import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { en } from '../../../components/texts/en.ts';
import { bundle } from '../support/bundle.ts';
import { complaintsOf } from '../support/complaints.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { servePage } from '../support/faults/elsewhere.ts';

const world = E2eWorld.forThisFile();

describe('a page of another origin', () => {
  it('embeds the element under a strict policy, beside a Lit and a <level-meter> of its own', async () => {
    const here = world.server.url;
    const policy = [
      "default-src 'none'",
      `script-src 'self' ${here}`,
      `connect-src ${here} ${here.replace('http', 'ws')}`,
      'media-src blob: mediastream:',
      "require-trusted-types-for 'script'",
      'trusted-types lit-html audio-rooms',
    ].join('; ');
    const own = await bundle('own-lit-page.ts');
    const elsewhere = createServer((request, response) => {
      if (request.url === '/own.js') {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(own);
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
        .end(`<!doctype html><html lang="en"><title>Elsewhere</title>
          <script type="module" src="${here}/embed/audio-room.js"></script>
          <script type="module" src="/own.js"></script>
          <main><h1>Elsewhere</h1><level-meter></level-meter><audio-room api-url="${here}"></audio-room></main></html>`);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, 'localhost', resolve));
    try {
      const ann = await world.arrive('Ann', { tone: 520 });
      const complaints = complaintsOf(ann.page);
      await ann.page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
      await ann.reads('The page’s own meter');
      const roomId = await ann.createRoomHere();
      await ann.goOnStage();

      const lea = await world.arrive('Lea');
      await lea.listenIn(roomId);
      await lea.hears(520);
      await ann.click('Invite');
      await ann.reads('QR');
      assert.deepEqual(complaints, []);
    } finally {
      elsewhere.close();
    }
  });
});

describe('a page that the server refuses', () => {
  it('says so, and how it can be allowed, and blames no firewall', async () => {
    const here = world.server.url;
    // Its origin is `null`. Chromium lets pages of other machines not even try.
    const { origin, close } = await servePage(
      `<!doctype html><title>Elsewhere</title><script type="module" src="${here}/embed/audio-room.js"></script>
      <audio-room api-url="${here}"></audio-room>`,
      { 'content-security-policy': 'sandbox allow-scripts allow-forms' },
    );
    try {
      const ann = await world.arrive('Ann');
      await ann.page.goto(origin);
      await ann.write('Your name', 'Ann');
      await ann.click('Create a room');
      await ann.reads(en.errors.ORIGIN_REFUSED);
      await ann.page.$eval('audio-room', (room) => (room.roomId = 'aB3dE5fG7hI9'));
      await ann.reads(en.errors.ORIGIN_REFUSED);
      assert.doesNotMatch(await ann.text(), /firewall/i);
    } finally {
      close();
    }
  });
});
