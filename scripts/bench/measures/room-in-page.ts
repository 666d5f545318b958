import type { Page } from 'puppeteer-core';
import { MAX_SPEAKERS } from '../../../src/api/limits.ts';
import { startBrowser } from '../../../test/e2e/support/browser.ts';
import { withToneFile } from '../../../test/e2e/support/speech.ts';
import { Visitor } from '../../../test/e2e/support/visitor.ts';
import { Child } from '../child-process.ts';
import type { Bench, Figure } from '../shape.ts';
import type { SpeakersOrder } from './speakers.ts';
import { Samples } from '../statistics.ts';
import { PageMeter, withWorld } from '../bench-world.ts';

/** A tone that pauses two or three times a second, as words do. */
const VOICE_HZ = 330;
const WINDOWS = 5;
const WINDOW_MS = 3_000;
const ENTRANCES = 5;
/** Four seconds: two rounds of the voice that is recorded. */
const RECORDED_PACKETS = 200;
const SLOWDOWNS = [1, 4];

/** Waits until so many tiles are there, and each has shown that its person is heard. */
async function seesAndHears(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const tiles: Element[] = [];
      const roots: ParentNode[] = [document];
      for (const root of roots) {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (element.localName === 'participant-tile') tiles.push(element);
        }
      }
      for (const tile of tiles) {
        if (tile.hasAttribute('speaking')) tile.toggleAttribute('data-heard', true);
      }
      return tiles.length === wanted && tiles.every((tile) => tile.hasAttribute('data-heard'));
    },
    {},
    count,
  );
}

/** Milliseconds that the main thread works in each second. */
async function working(meter: PageMeter, into: Samples): Promise<void> {
  for (let window = 0; window < WINDOWS; window++) {
    const before = await meter.mainThread();
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    const after = await meter.mainThread();
    const seconds = (performance.now() - start) / 1_000;
    into.add({
      task: (after.task - before.task) / seconds,
      script: (after.script - before.script) / seconds,
      cpu: (after.cpu - before.cpu) / seconds,
    });
  }
  into.add({ heap: await meter.heap() });
}

async function atWork(page: Page, slowdown: number): Promise<Figure[]> {
  const samples = new Samples();
  await working(await PageMeter.of(page, slowdown), samples);
  const where = `${MAX_SPEAKERS} speakers, ${slowdown}× slower processor:`;
  return [
    { what: `${where} main thread`, unit: 'ms/s', samples: samples.of('task') },
    { what: `${where} script in it`, unit: 'ms/s', samples: samples.of('script') },
    { what: `${where} processor time of it`, unit: 'ms/s', samples: samples.of('cpu') },
    ...(slowdown === 1
      ? ([{ what: `${where} heap`, unit: 'MB', samples: samples.of('heap') }] as const)
      : []),
  ];
}

/** Everybody leaves and comes again at once. */
async function entrances(page: Page, crowd: Child<SpeakersOrder>): Promise<Figure[]> {
  const samples = new Samples();
  const meter = await PageMeter.of(page);
  for (let run = 0; run < ENTRANCES; run++) {
    await crowd.order({ type: 'leave' });
    await seesAndHears(page, 0);
    const before = await meter.mainThread();
    const start = performance.now();
    await crowd.order({ type: 'enter', speakers: MAX_SPEAKERS });
    await seesAndHears(page, MAX_SPEAKERS);
    const { task } = await meter.mainThread();
    samples.add({ task: task - before.task, wall: performance.now() - start });
  }
  const what = `${MAX_SPEAKERS} join at once, until all are seen and heard:`;
  return [
    { what: `${what} time`, unit: 'ms', samples: samples.of('wall') },
    { what: `${what} main thread`, unit: 'ms', samples: samples.of('task') },
  ];
}

/** Somebody talks into a real room from a browser of their own; the crowd keeps what is said. @returns the room's id. */
async function recordVoice(origin: string, crowd: Child<SpeakersOrder>): Promise<string> {
  return withToneFile(VOICE_HZ, async (microphoneFile) => {
    const browser = await startBrowser({ microphoneFile });
    try {
      const voice = await Visitor.arrive({ browser, origin, name: 'Voice' });
      const roomId = await voice.createRoom();
      await voice.goOnStage();
      await crowd.order({
        type: 'room',
        participants: `${origin}/api/rooms/${roomId}/participants`,
      });
      await crowd.order({ type: 'record', packets: RECORDED_PACKETS });
      await voice.goAway();
      return roomId;
    } finally {
      await browser.close();
    }
  });
}

export const room: Bench = {
  name: 'room',
  about: `A listener’s page in a room of ${MAX_SPEAKERS} who all talk: real SDK, real WebRTC, Opus that a browser encoded before; they are in another process. A window is ${WINDOW_MS / 1_000} s. Headless Chromium without a GPU paints on the processor too, in other threads. Then all ${MAX_SPEAKERS} leave and join again at the same moment.`,
  run: (say) =>
    withWorld(async (world) => {
      const crowd = new Child<SpeakersOrder>('speakers.ts');
      try {
        say('records a voice');
        const roomId = await recordVoice(world.server.url, crowd);
        const where = { browser: world.browser, origin: world.server.url };
        const listener = await Visitor.arrive({ ...where, name: 'Ben' });
        await listener.listenIn(roomId);
        const figures: Figure[] = [];
        await crowd.order({ type: 'enter', speakers: MAX_SPEAKERS });
        await seesAndHears(listener.page, MAX_SPEAKERS);
        for (const slowdown of SLOWDOWNS) {
          say(`${MAX_SPEAKERS} talk, at ${slowdown}×`);
          figures.push(...(await atWork(listener.page, slowdown)));
        }
        say(`${MAX_SPEAKERS} join at once`);
        figures.push(...(await entrances(listener.page, crowd)));
        return figures;
      } finally {
        await crowd.stop();
      }
    }),
};
