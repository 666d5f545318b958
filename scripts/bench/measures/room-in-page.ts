import type { Page } from 'puppeteer-core';
import { MAX_SPEAKERS } from '../../../src/api/limits.ts';
import { startBrowser } from '../../../test/e2e/support/browser.ts';
import { withToneFile } from '../../../test/e2e/support/speech.ts';
import { Visitor } from '../../../test/e2e/support/visitor.ts';
import { Child } from '../child-process.ts';
import type { Bench, Figure } from '../bench-types.ts';
import type { SpeakersOrder } from './speakers-process.ts';
import { Samples } from '../statistics.ts';
import { PageMeter, speed } from '../page-meter.ts';
import { withServerAndBrowser } from '../server-and-browser.ts';

/** A tone with two or three pauses a second, like speech. */
const VOICE_HZ = 330;
const WINDOWS = 5;
const WINDOW_MS = 3_000;
const ENTRANCES = 5;
/** 4 s, which is the recorded voice twice over. */
const RECORDED_PACKETS = 200;
const SLOWDOWNS = [1, 4];

/** Waits until there are `count` tiles, and each has shown its person speaking. */
async function waitForSpeakingTiles(page: Page, count: number): Promise<void> {
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

/** Samples how many milliseconds of each second the main thread is busy. */
async function sampleMainThread(meter: PageMeter, into: Samples): Promise<void> {
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

async function steadyRoom(page: Page, slowdown: number): Promise<Figure[]> {
  const samples = new Samples();
  await sampleMainThread(await PageMeter.of(page, slowdown), samples);
  const where = `${MAX_SPEAKERS} speakers, ${speed(slowdown)}:`;
  return [
    { what: `${where} main thread`, unit: 'ms/s', samples: samples.of('task') },
    { what: `${where} of that, script`, unit: 'ms/s', samples: samples.of('script') },
    { what: `${where} CPU time`, unit: 'ms/s', samples: samples.of('cpu') },
    ...(slowdown === 1
      ? ([{ what: `${where} heap`, unit: 'MB', samples: samples.of('heap') }] as const)
      : []),
  ];
}

/** Everybody leaves, then all join again at the same moment. */
async function entrances(page: Page, crowd: Child<SpeakersOrder>): Promise<Figure[]> {
  const samples = new Samples();
  const meter = await PageMeter.of(page);
  for (let run = 0; run < ENTRANCES; run++) {
    await crowd.order({ type: 'leave' });
    await waitForSpeakingTiles(page, 0);
    const before = await meter.mainThread();
    const start = performance.now();
    await crowd.order({ type: 'enter', speakers: MAX_SPEAKERS });
    await waitForSpeakingTiles(page, MAX_SPEAKERS);
    const { task } = await meter.mainThread();
    samples.add({ task: task - before.task, wall: performance.now() - start });
  }
  const what = `${MAX_SPEAKERS} join at once, until all are shown and heard:`;
  return [
    { what: `${what} elapsed time`, unit: 'ms', samples: samples.of('wall') },
    { what: `${what} main thread`, unit: 'ms', samples: samples.of('task') },
  ];
}

/** A browser with a fake microphone speaks in a real room while the crowd records it. @returns the room's id. */
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
  about: `A listener’s page in a room where ${MAX_SPEAKERS} speakers all talk: real SDK, real WebRTC, and Opus recorded from a browser, sent by another process. A sample covers ${WINDOW_MS / 1_000} s. Headless Chromium without a GPU also paints on the CPU, in other threads. Then all ${MAX_SPEAKERS} leave and join again at the same moment.`,
  run: (say) =>
    withServerAndBrowser(async (running) => {
      const crowd = new Child<SpeakersOrder>(new URL('speakers-process.ts', import.meta.url));
      try {
        say('recording a voice');
        const roomId = await recordVoice(running.server.url, crowd);
        const where = { browser: running.browser, origin: running.server.url };
        const listener = await Visitor.arrive({ ...where, name: 'Ben' });
        await listener.listenIn(roomId);
        const figures: Figure[] = [];
        await crowd.order({ type: 'enter', speakers: MAX_SPEAKERS });
        await waitForSpeakingTiles(listener.page, MAX_SPEAKERS);
        for (const slowdown of SLOWDOWNS) {
          say(`${MAX_SPEAKERS} talk, ${speed(slowdown)}`);
          figures.push(...(await steadyRoom(listener.page, slowdown)));
        }
        say(`${MAX_SPEAKERS} join at once`);
        figures.push(...(await entrances(listener.page, crowd)));
        return figures;
      } finally {
        await crowd.stop();
      }
    }),
};
