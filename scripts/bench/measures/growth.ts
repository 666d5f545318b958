import { startLocalServer, type LocalServer } from '../../../src/local/server/local-server.ts';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { StageFixture } from '../../../test/system/local/stage/support/stage-fixture.ts';
import { Child } from '../child-process.ts';
import type { Changes, CrowdOrder } from './crowd.ts';
import type { Bench, Figure } from '../shape.ts';
import { Samples, summarize } from '../statistics.ts';

const ROOMS = [10, 100, 1_000];
const LISTENERS = [10, 100, 1_000];
const HEARING = [1, 10, 100];
const ASKS = 40;
const CHANGES = 15;
/** The same work at each size, so that it is compared with itself: forwarded packets a second, and for how long. */
const FORWARDED_PER_SECOND = 2_000;
const SECONDS = 4;

const number = (value: number): string => value.toLocaleString('en');

/** Milliseconds of this process, the server's threads among them, for each time. */
async function processorTime(work: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const times = await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}

async function post(url: string): Promise<CreateRoomResponse> {
  const response = await fetch(url, { method: 'POST', body: '{"name":"Ann"}' });
  return (await response.json()) as CreateRoomResponse;
}

async function apiByRooms(server: LocalServer): Promise<Figure[]> {
  const create = () => post(`${server.url}/api/rooms`);
  const { room } = await create();
  const join = () => post(`${server.url}/api/rooms/${room.id}/participants`);
  for (let warmUp = 0; warmUp < ASKS; warmUp++) await join();
  const figures: Figure[] = [];
  for (const rooms of ROOMS) {
    while (server.cloud.stages.size < rooms) await create();
    const samples = new Samples();
    for (let ask = 0; ask < ASKS; ask++) {
      for (const [name, call] of Object.entries({ create, join })) {
        const start = performance.now();
        await call();
        samples.add({ [name]: performance.now() - start });
      }
    }
    for (const name of ['create', 'join']) {
      const what = `${name}, with ${number(rooms)} rooms`;
      figures.push({ what, unit: 'ms', samples: samples.of(name) });
    }
  }
  return figures;
}

/** A stage with one speaker, whose participants are all in another process. */
async function onStage<Result>(
  work: (crowd: Child<CrowdOrder>, tokens: (amount: number) => string[]) => Promise<Result>,
): Promise<Result> {
  const fixture = await StageFixture.start();
  const crowd = new Child<CrowdOrder>('crowd.ts');
  try {
    const stage = fixture.addStage('GrowthGrowth');
    let people = 0;
    const tokens = (amount: number) =>
      Array.from({ length: amount }, () => fixture.token(stage, `person${(people += 1)}`));
    await crowd.order({ type: 'speak', token: fixture.token(stage, 'speaker') });
    return await work(crowd, tokens);
  } finally {
    await crowd.stop();
    await fixture.stop();
  }
}

const broadcast = (): Promise<Figure[]> =>
  onStage(async (crowd, tokens) => {
    const figures: Figure[] = [];
    let before = 0;
    for (const listeners of LISTENERS) {
      await crowd.order({ type: 'listen', tokens: tokens(listeners - before), media: false });
      before = listeners;
      await crowd.order({ type: 'change', times: 2 });
      let changes: Changes = { times: [], messages: 0 };
      const cpu = await processorTime(async () => {
        changes = (await crowd.order({ type: 'change', times: CHANGES })) as Changes;
        return CHANGES * listeners;
      });
      const what = `mute, told to ${number(listeners)}`;
      figures.push(
        { what: `${what}: until the last knows`, unit: 'ms', samples: changes.times },
        { what: `${what}: messages to each`, unit: '', samples: [changes.messages] },
        { what: `${what}: processor time for each`, unit: 'µs', samples: [cpu * 1_000] },
      );
    }
    return figures;
  });

const forwarding = (): Promise<Figure[]> =>
  onStage(async (crowd, tokens) => {
    const figures: Figure[] = [];
    let before = 0;
    for (const listeners of HEARING) {
      await crowd.order({ type: 'listen', tokens: tokens(listeners - before), media: true });
      before = listeners;
      const talk: CrowdOrder = {
        type: 'talk',
        packetsPerSecond: FORWARDED_PER_SECOND / listeners,
        seconds: SECONDS,
      };
      await crowd.order({ ...talk, seconds: 1 });
      const cpu = await processorTime(async () => (await crowd.order(talk)) as number);
      const what = `${FORWARDED_PER_SECOND.toLocaleString('en')} packets a second to ${listeners}: processor time a packet`;
      figures.push({ what, unit: 'µs', samples: [cpu * 1_000] });
    }
    return figures;
  });

/** How much a hundred times as much of everything makes of it: 1 is a cost that does not grow, 100 one in proportion. */
function growths(figures: readonly Figure[]): Figure[] {
  const median = (what: string): number =>
    summarize(figures.find((figure) => figure.what === what)?.samples ?? []).median;
  const last = ROOMS.length - 1;
  const of = (name: string, what: (size: string) => string, sizes: readonly number[]): Figure => {
    const [small = 0, large = 0] = [sizes[0], sizes[last]];
    const times = median(what(number(large))) / median(what(number(small)));
    return { what: `${name}, × 100`, unit: '×', samples: [times] };
  };
  return [
    of('create', (rooms) => `create, with ${rooms} rooms`, ROOMS),
    of('join', (rooms) => `join, with ${rooms} rooms`, ROOMS),
    of(
      'mute, for each listener',
      (all) => `mute, told to ${all}: processor time for each`,
      LISTENERS,
    ),
  ];
}

export const growth: Bench = {
  name: 'growth',
  about: `What becomes of the cost when there is a hundred times as much: API requests one after the other with ever more rooms, and one stage with ever more participants, who are in another process. A cost that is told for each room, listener or packet and stays the same is linear in all.`,
  run: async (say) => {
    say('rooms');
    const server = await startLocalServer({ port: 0, schedules: [] });
    const api = await apiByRooms(server).finally(() => server.close());
    say('listeners');
    const told = await broadcast();
    say('packets');
    const figures = [...api, ...told, ...(await forwarding())];
    return [...figures, ...growths(figures)];
  },
};
