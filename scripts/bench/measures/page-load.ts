import { gzipSync } from 'node:zlib';
import type { HTTPResponse, Page } from 'puppeteer-core';
import { Visitor } from '../../../test/e2e/support/visitor.ts';
import type { Bench, Figure } from '../bench-types.ts';
import { repeat, Samples } from '../statistics.ts';
import { PageMeter, speed } from '../page-meter.ts';
import { withServerAndBrowser, type ServerAndBrowser } from '../server-and-browser.ts';

const LOADS = 9;
const JOINS = 7;
const SLOWDOWNS = [1, 4];
const TONE_HZ = 880;
const QUIET_MS = 300;

/** The AWS sample of an audio room on comparable hardware: kilobytes of gzipped script, requests, milliseconds. */
const reference = { all: 425, requests: 8, paint: { 1: 756, 4: 2_292 } as Record<number, number> };

/** Counts a page's requests from now on, and the gzipped size of the scripts among their responses. */
class Traffic {
  requests = 0;
  readonly #scripts: Promise<number>[] = [];

  constructor(page: Page) {
    page.on('response', (response) => {
      this.requests += 1;
      if (response.request().resourceType() === 'script') this.#scripts.push(gzipBytes(response));
    });
  }

  async scriptKilobytes(): Promise<number> {
    const sizes = await Promise.all(this.#scripts);
    return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
  }
}

const gzipBytes = async (response: HTTPResponse): Promise<number> =>
  gzipSync(await response.content()).length;

/** Loads the landing page and waits until it has painted and the network is idle. */
async function load(page: Page, url: string, slowdown: number): Promise<Record<string, number>> {
  const meter = await PageMeter.of(page, slowdown);
  const before = await meter.mainThread();
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForNetworkIdle({ idleTime: QUIET_MS });
  const paint = await page.evaluate(paintTimes);
  const after = await meter.mainThread();
  const heap = await meter.heap();
  return { ...paint, task: after.task - before.task, script: after.script - before.script, heap };
}

// Runs in the page. It declares no named function, because tsx would wrap it in a helper that the page does not have.
async function paintTimes(): Promise<{ fcp: number; lcp: number }> {
  const [fcp = NaN, lcp = NaN] = await Promise.all(
    ['paint', 'largest-contentful-paint'].map(
      (type) =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list, observer) => {
            observer.disconnect();
            resolve(list.getEntries().at(-1)?.startTime ?? NaN); // for `paint`, the last entry is the first contentful paint
          }).observe({ type, buffered: true });
        }),
    ),
  );
  return { fcp, lcp };
}

async function loads({ server, browser }: ServerAndBrowser, slowdown: number): Promise<Figure[]> {
  const samples = new Samples();
  const run = async (into: Samples): Promise<void> => {
    const context = await browser.createBrowserContext();
    try {
      for (const visit of ['cold', 'repeat']) {
        const page = await context.newPage();
        const traffic = new Traffic(page);
        const times = await load(page, server.url, slowdown);
        into.add({ kilobytes: await traffic.scriptKilobytes(), requests: traffic.requests });
        for (const [name, value] of Object.entries(times)) into.add({ [visit + name]: value });
        await page.close();
      }
    } finally {
      await context.close();
    }
  };
  await repeat(
    LOADS,
    () => run(samples),
    () => run(new Samples()),
  );
  const first = (name: string) => samples.of(name).slice(0, 1);
  const sizes: Figure[] = [
    {
      what: 'script before joining, gzip',
      unit: 'KB',
      samples: first('kilobytes'),
      reference: reference.all,
      budget: 25,
    },
    {
      what: 'requests before joining',
      unit: '',
      samples: first('requests'),
      reference: reference.requests,
    },
  ];
  const paint = reference.paint[slowdown];
  const at = (visit: string, name: string) => samples.of(visit + name);
  const timesOf = (visit: string): Figure[] => {
    const where = `${visit} visit, ${speed(slowdown)}:`;
    const painted = visit === 'cold' && paint !== undefined;
    return [
      {
        what: `${where} first contentful paint`,
        unit: 'ms',
        samples: at(visit, 'fcp'),
        ...(painted && { reference: paint, budget: paint / 4 }),
      },
      { what: `${where} largest contentful paint`, unit: 'ms', samples: at(visit, 'lcp') },
      { what: `${where} main thread`, unit: 'ms', samples: at(visit, 'task') },
      { what: `${where} of that, script`, unit: 'ms', samples: at(visit, 'script') },
    ];
  };
  return [
    ...(slowdown === 1 ? sizes : []),
    ...timesOf('cold'),
    ...timesOf('repeat'),
    ...(slowdown === 1
      ? ([{ what: 'heap before joining', unit: 'MB', samples: at('cold', 'heap') }] as const)
      : []),
  ];
}

/** From the click on "Join as a listener" until a speaker is heard, with and without hovering over the card first. */
async function joins({ server, browser }: ServerAndBrowser, slowdown: number): Promise<Figure[]> {
  const where = { browser, origin: server.url };
  const ann = await Visitor.arrive({ ...where, name: 'Ann', tone: TONE_HZ });
  const roomId = await ann.createRoom();
  await ann.goOnStage();
  const samples = new Samples();
  const run = async (into: Samples, hovers: boolean): Promise<void> => {
    const ben = await Visitor.arrive({ ...where, name: 'Ben' });
    try {
      await PageMeter.of(ben.page, slowdown);
      await ben.open(`/room/${roomId}`); // typing a name would already start loading the SDK
      await ben.reads('Closes at');
      const traffic = new Traffic(ben.page);
      if (hovers) {
        await ben.page.locator('::-p-aria([name="Join as a listener"])').hover();
        await ben.page.waitForNetworkIdle({ idleTime: QUIET_MS });
      }
      const heard = await ben.page.evaluate(async () => {
        const clicked = performance.timeOrigin + performance.now();
        void document.querySelector('audio-room')?.join();
        return (await window.instruments.firstSound()) - clicked;
      });
      into.add({ [hovers ? 'hovered' : 'at once']: heard });
      into.add({ kilobytes: await traffic.scriptKilobytes() });
    } finally {
      await ben.goAway();
    }
  };
  for (const hovers of [true, false]) {
    await repeat(
      JOINS,
      () => run(samples, hovers),
      () => run(new Samples(), hovers),
    );
  }
  await ann.goAway();
  const click = `click to first sound, ${speed(slowdown)}`;
  return [
    ...(slowdown === 1
      ? ([
          {
            what: 'script for joining, gzip',
            unit: 'KB',
            samples: samples.of('kilobytes').slice(0, 1),
          },
        ] as const)
      : []),
    { what: `${click}, after hovering over the card`, unit: 'ms', samples: samples.of('hovered') },
    { what: `${click}, without hovering`, unit: 'ms', samples: samples.of('at once') },
  ];
}

export const page: Bench = {
  name: 'page',
  about:
    'The demo site in headless Chromium without a GPU: the landing page in a new profile (cold) and again in the same profile (repeat), until idle; then a lobby, from the click on “Join as a listener” to the first sound of a speaker. Sizes are gzipped; “script for joining” includes the Amazon IVS SDK. Reference: the AWS sample for this kind of app, measured on comparable hardware.',
  run: (say) =>
    withServerAndBrowser(async (running) => {
      const figures: Figure[] = [];
      for (const slowdown of SLOWDOWNS) {
        say(`loads, ${speed(slowdown)}`);
        figures.push(...(await loads(running, slowdown)));
      }
      for (const slowdown of SLOWDOWNS) {
        say(`joins, ${speed(slowdown)}`);
        figures.push(...(await joins(running, slowdown)));
      }
      return figures;
    }),
};
