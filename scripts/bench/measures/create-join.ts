import { Visitor } from '../../../test/e2e/support/visitor.ts';
import type {} from '../../../components/audio-room/audio-room.ts';
import type { Bench } from '../shape.ts';
import { repeat, Samples } from '../statistics.ts';
import { withWorld, type BenchWorld } from '../bench-world.ts';

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

/** One page creates a room and goes on stage, a second one that waits for the room's id joins and listens. */
async function createAndHear({ server, browser }: BenchWorld, into: Samples): Promise<void> {
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

// What runs in the page: each step begins where the one before has ended.

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
    'From what a click on “Create a room” calls until a second browser page hears the first one’s tone, in the embedded cloud: real SDK, real WebRTC, the deployed bundles. Neither page had pointed at anything, so the SDK comes with the click; no person waits in between. Each step begins where the one before has ended; the two pages work at the same time, so that the steps do not add up to the whole.',
  run: (say) =>
    withWorld(async (world) => {
      const samples = new Samples();
      await repeat(
        RUNS,
        async (index) => {
          await createAndHear(world, samples);
          if (index % 5 === 4) say(`run ${index + 1} of ${RUNS}`);
        },
        () => createAndHear(world, new Samples()),
      );
      return [
        ...STEPS.map((what) => ({ what, unit: 'ms' as const, samples: samples.of(what) })),
        {
          what: 'click on create to heard by the other page',
          unit: 'ms' as const,
          samples: samples.of('total'),
          budget: BUDGET_MS,
        },
      ];
    }),
};
