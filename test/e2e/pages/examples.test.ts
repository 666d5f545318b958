import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { accessibilityProblems } from '../support/axe.ts';
import { complaintsOf } from '../support/complaints.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

const pages = readdirSync(new URL('../../../website/examples', import.meta.url)).filter((file) =>
  file.endsWith('.html'),
);

type Phases = (string | undefined)[];

const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('base64');

const policyOf = async (path: string): Promise<string> =>
  (await fetch(world.server.url + path)).headers.get('content-security-policy') ?? '';

describe('the examples', () => {
  it('are all in the list', async () => {
    const list = await (await fetch(`${world.server.url}/examples/index.html`)).text();
    const linked = [...list.matchAll(/href="\/examples\/([\w-]+\.html)"/g)].map(([, name]) => name);
    assert.deepEqual(['index.html', ...linked].toSorted(), pages.toSorted());
  });

  for (const page of pages) {
    it(`are accessible and free of browser warnings: ${page}`, async () => {
      const ann = await world.arrive('Ann');
      const complaints = complaintsOf(ann.page);
      await ann.open(`/examples/${page}`);
      await ann.page.waitForNetworkIdle();
      assert.deepEqual(await accessibilityProblems(ann.page), []);
      assert.deepEqual(complaints, []);
    });
  }

  it('run a room with one script and one tag, and bring a guest into it', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.open('/examples/plain.html');
    await ann.click('Create a room');
    await ann.sees('Leave');
    await ann.goOnStage();
    const roomId = await ann.page.$eval('audio-room', (room) => room.roomId);

    const lea = await world.arrive('Lea');
    await lea.open(`/examples/plain.html?room=${roomId}`);
    await lea.click('Join as a listener');
    await lea.hears(520);
  });

  it('run two rooms on one page, one of which can be left', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/two-rooms.html');
    await ann.sees('Create a room');
    const phases = await ann.page.$$eval('audio-room', async (found): Promise<Phases> => {
      const rooms = found;
      await Promise.all(rooms.map((room) => room.create()));
      rooms[0]?.leave();
      return rooms.map(({ snapshot }) => snapshot?.phase);
    });
    assert.deepEqual(phases, ['left', 'listening']);
  });

  it('show a language that the package does not include', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/theming.html');
    await ann.click('Raum eröffnen');
    await ann.sees('Gehen');
  });

  it('let a page handle the microphone button', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/pieces.html');
    await ann.click('Mute');
    await ann.sees('Unmute');
    assert.equal(
      await ann.page.$eval('#said', ({ textContent }) => textContent),
      'The page muted Ana.',
    );
  });

  it('report in a frame without permission for the microphone that the page has to allow it', async () => {
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.open('/examples/iframe.html');
    const outcomes: unknown[] = [];
    for (const handle of await ann.page.$$('iframe')) {
      const frame = await handle.contentFrame();
      await frame.waitForSelector('audio-room:defined');
      outcomes.push(
        await frame.$eval('audio-room', async (found) => {
          const room = found;
          await room.create();
          await room.session?.goOnStage().catch(() => {});
          return room.snapshot?.error?.code ?? room.snapshot?.phase;
        }),
      );
    }
    assert.deepEqual(outcomes, ['speaking', 'MICROPHONE_NOT_ALLOWED_HERE']);
  });
});

describe('a room in a framework', () => {
  for (const name of ['react', 'vue', 'import-map']) {
    it(`is created, heard, left when its element is removed, and joined again: ${name}`, async () => {
      const path = `/examples/${name}.html`;
      const ann = await world.arrive('Ann', { tone: 520 });
      const complaints = complaintsOf(ann.page);
      await ann.open(path);
      await ann.click('Open a room');
      await ann.reads('The room was created.');
      await ann.goOnStage();
      const roomId = await ann.page.$eval('audio-room', (room) => room.roomId);

      const lea = await world.arrive('Lea');
      await lea.open(`${path}?room=${roomId}`);
      await lea.click('Join as a listener');
      await lea.hears(520);
      await ann.reads('speaking: 1 on stage, 1 listening.');
      assert.deepEqual(await accessibilityProblems(ann.page), []);

      await ann.click('Remove the room');
      await lea.seesOnStage();
      await ann.reads('Left the room: user.');
      await ann.click('Add the room');
      await ann.click('Join as a listener');
      await lea.seesListeners(2);
      await ann.click('Leave from the page');
      await lea.seesListeners(1);
      assert.deepEqual(await accessibilityProblems(ann.page), []);
      assert.deepEqual(complaints, []);
    });
  }

  for (const name of ['react', 'vue']) {
    it(`continues while its element is moved and its properties change: ${name}`, async () => {
      const ann = await world.arrive('Ann', { tone: 520 });
      await ann.open(`/examples/${name}.html`);
      await ann.click('Open a room');
      await ann.goOnStage();
      const lea = await world.arrive('Lea');
      await lea.listenIn(await ann.page.$eval('audio-room', (room) => room.roomId));
      const { participants } = world.server.account.stageServer.counts();

      for (const button of ['Move the room', 'Switch the theme', 'Move the room']) {
        await ann.click(button);
        await lea.hears(520);
      }
      assert.equal(await ann.page.$eval('audio-room', ({ theme }) => theme), 'dark');
      assert.equal(world.server.account.stageServer.counts().participants, participants);
    });
  }

  it('is joined once in strict mode, in which React runs every effect twice', async () => {
    const ann = await world.arrive('Ann');
    await ann.open('/examples/react.html');
    await ann.click('Open a room');
    await ann.reads('The room was created.');
    assert.deepEqual(
      await ann.page.$$eval('[role=log] p', (lines) => lines.map((line) => line.textContent)),
      ['The effect ran.', 'The effect was cleaned up.', 'The effect ran.', 'The room was created.'],
    );
    assert.equal(world.server.account.stageServer.counts().participants, 1);
  });
});

describe('an import map', () => {
  it('loads the SDK as it was published, and only when somebody joins', async () => {
    const ann = await world.arrive('Ann');
    const scripts: string[] = [];
    ann.page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    const sdk = () => scripts.filter((path) => path.includes('amazon-ivs-web-broadcast'));
    await ann.open('/examples/import-map.html');
    await ann.sees('Open a room');
    assert.deepEqual(sdk(), []);
    await ann.click('Open a room');
    await ann.sees('Leave');
    assert.equal(sdk().length, 1);
    const served = await fetch(world.server.url + (sdk()[0] ?? ''));
    const published = createRequire(import.meta.url).resolve('amazon-ivs-web-broadcast');
    assert.equal(sha256(Buffer.from(await served.arrayBuffer())), sha256(readFileSync(published)));
  });

  it('is allowed by its hash, on its own page only', async () => {
    const page = await (await fetch(`${world.server.url}/examples/import-map.html`)).text();
    const map = /<script type="importmap">([^]*?)<\/script>/.exec(page)?.[1] ?? '';
    const site = await policyOf('/');
    assert.equal(
      await policyOf('/examples/import-map.html'),
      site.replace("script-src 'self'", `script-src 'self' 'sha256-${sha256(map)}'`),
    );
    assert.equal(await policyOf('/examples/plain.html'), site);
    assert.doesNotMatch(site, /unsafe|sha256/);
  });
});
