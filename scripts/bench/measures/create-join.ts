import { Visitor } from '../../../test/e2e/support/visitor.ts';
import type {} from '../../../components/audio-room/audio-room.ts';
import type { Bench } from '../bench-types.ts';
import { repeat, Samples } from '../statistics.ts';
import { withServerAndBrowser, type ServerAndBrowser } from '../server-and-browser.ts';

const RUNS = 20;
const TONE_HZ = 880;
const BUDGET_MS = 1_500;

const STEPS = [
  'create: API',
  'create: stage joined',
  'go on stage: published',
  'join: API',
  'join: stage joined',
  'join: first sound',
] as const;

/** One page creates a room and goes on stage; a second page joins as soon as it knows the room's id, and listens. */
async function createAndHear({ server, browser }: ServerAndBrowser, into: Samples): Promise<void> {
  const where = { browser, origin: server.url };
  const ann = await Visitor.arrive({ ...where, name: 'Ann', tone: TONE_HZ });
  const ben = await Visitor.arrive({ ...where, name: 'Ben' });
  try {
    await ann.open('/');
    await ben.open('/');
    await ann.sees('Create a room');
    const created = await ann.page.evaluate(create);
    const published = ann.page.evaluate(publish);
    await ben.open(`/room/${created.roomId}`);
    const joined = await ben.page.evaluate(joinAndListen);
    into.add({
      'create: API': created.api,
      'create: stage joined': created.entered,
      'go on stage: published': await published,
      'join: API': joined.api,
      'join: stage joined': joined.entered,
      'join: first sound': joined.sound,
      total: joined.heardAt - created.clickedAt,
    });
  } finally {
    await Promise.all([ann.goAway(), ben.goAway()]);
  }
}

// These functions run in the page. Each step begins where the previous one ended.

async function create() {
  const room = document.querySelector('audio-room');
  if (!room) throw new Error('There is no room element.');
  const clicked = performance.now();
  await room.create();
  const entered = performance.now();
  const [call] = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('/api/rooms'));
  const answered = (call as PerformanceResourceTiming).responseEnd;
  return {
    roomId: room.roomId,
    clickedAt: performance.timeOrigin + clicked,
    api: answered - clicked,
    entered: entered - answered,
  };
}

async function publish(): Promise<number> {
  const began = performance.now();
  await document.querySelector('audio-room')?.session?.goOnStage();
  return performance.now() - began;
}

async function joinAndListen() {
  const room = document.querySelector('audio-room');
  const began = performance.now();
  await room?.join();
  const entered = performance.now();
  const heardAt = await window.instruments.firstSound();
  const [call] = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('/participants'));
  const answered = (call as PerformanceResourceTiming).responseEnd;
  return {
    heardAt,
    api: answered - began,
    entered: entered - answered,
    sound: heardAt - performance.timeOrigin - entered,
  };
}

export const createJoin: Bench = {
  name: 'create-join',
  about:
    'From the method behind “Create a room” until a second browser page hears the first one’s tone, on the embedded cloud with the real SDK, real WebRTC and the deployed bundles. Neither page has hovered over anything, so loading the SDK is included; nobody pauses in between. Each step begins where the previous one ended. The two pages work at the same time, so the steps do not add up to the total.',
  run: (say) =>
    withServerAndBrowser(async (running) => {
      const samples = new Samples();
      await repeat(
        RUNS,
        async (index) => {
          await createAndHear(running, samples);
          if (index % 5 === 4) say(`run ${index + 1} of ${RUNS}`);
        },
        () => createAndHear(running, new Samples()),
      );
      return [
        ...STEPS.map((what) => ({ what, unit: 'ms' as const, samples: samples.of(what) })),
        {
          what: 'total: from the click to audible on the other page',
          unit: 'ms' as const,
          samples: samples.of('total'),
          budget: BUDGET_MS,
        },
      ];
    }),
};
