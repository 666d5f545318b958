import { gzipSync } from 'node:zlib';
import type { HTTPResponse, Page } from 'puppeteer-core';
import { Visitor } from '../../../test/e2e/support/visitor.ts';
import type { Bench, Figure } from '../shape.ts';
import { repeat, Samples } from '../statistics.ts';
import { PageMeter, withWorld, type BenchWorld } from '../bench-world.ts';

const LOADS = 9;
const JOINS = 7;
const SLOWDOWNS = [1, 4];
const TONE_HZ = 880;
const QUIET_MS = 300;

/** AWS's sample of an audio room, on a machine like this one; `all` is gzip. */
const reference = { all: 425, requests: 8, paint: { 1: 756, 4: 2_292 } as Record<number, number> };

/** Bytes of all scripts that a page gets from now on, as a server with gzip sends them, and how many requests it makes. */
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

/** Loads the landing page and waits until it has painted and rests. */
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

// Runs in the page, without a function of its own inside: tsx would call its helper, which is not there.
async function paintTimes(): Promise<{ fcp: number; lcp: number }> {
  const [fcp = NaN, lcp = NaN] = await Promise.all(
    ['paint', 'largest-contentful-paint'].map(
      (type) =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list, observer) => {
            observer.disconnect();
            resolve(list.getEntries().at(-1)?.startTime ?? NaN); // the first paint of content is the last paint
          }).observe({ type, buffered: true });
        }),
    ),
  );
  return { fcp, lcp };
}

async function loads({ server, browser }: BenchWorld, slowdown: number): Promise<Figure[]> {
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
    const where = `${visit} visit, ${slowdown}× slower processor:`;
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
      { what: `${where} script in it`, unit: 'ms', samples: at(visit, 'script') },
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

/** From the click on "Join as a listener" until somebody who talks is heard; with a mouse that points first, and without. */
async function joins({ server, browser }: BenchWorld, slowdown: number): Promise<Figure[]> {
  const where = { browser, origin: server.url };
  const ann = await Visitor.arrive({ ...where, name: 'Ann', tone: TONE_HZ });
  const roomId = await ann.createRoom();
  await ann.goOnStage();
  const samples = new Samples();
  const run = async (into: Samples, points: boolean): Promise<void> => {
    const ben = await Visitor.arrive({ ...where, name: 'Ben' });
    try {
      await PageMeter.of(ben.page, slowdown);
      await ben.open(`/room/${roomId}`); // to type a name would show intent already
      await ben.reads('Closes at');
      const traffic = new Traffic(ben.page);
      if (points) {
        await ben.page.locator('::-p-aria([name="Join as a listener"])').hover();
        await ben.page.waitForNetworkIdle({ idleTime: QUIET_MS });
      }
      const heard = await ben.page.evaluate(async () => {
        const clicked = performance.timeOrigin + performance.now();
        void document.querySelector('audio-room')?.join();
        return (await window.instruments.firstSound()) - clicked;
      });
      into.add({ [points ? 'pointed' : 'at once']: heard });
      into.add({ kilobytes: await traffic.scriptKilobytes() });
    } finally {
      await ben.goAway();
    }
  };
  for (const points of [true, false]) {
    await repeat(
      JOINS,
      () => run(samples, points),
      () => run(new Samples(), points),
    );
  }
  await ann.goAway();
  const click = `click to first sound, ${slowdown}× slower processor`;
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
    { what: `${click}, mouse was over the card`, unit: 'ms', samples: samples.of('pointed') },
    { what: `${click}, without`, unit: 'ms', samples: samples.of('at once') },
  ];
}

export const page: Bench = {
  name: 'page',
  about:
    'The demo page in headless Chromium without a GPU: the landing page in a new profile (cold) and again in the same one (repeat), at rest; then a lobby, from the click on “Join as a listener” to the first sound of somebody who talks. Bytes are what a server with gzip sends, the Amazon IVS SDK among “for joining”. Reference: the AWS sample for this kind of app, measured on a machine of this kind.',
  run: (say) =>
    withWorld(async (world) => {
      const figures: Figure[] = [];
      for (const slowdown of SLOWDOWNS) {
        say(`loads at ${slowdown}×`);
        figures.push(...(await loads(world, slowdown)));
      }
      for (const slowdown of SLOWDOWNS) {
        say(`joins at ${slowdown}×`);
        figures.push(...(await joins(world, slowdown)));
      }
      return figures;
    }),
};
