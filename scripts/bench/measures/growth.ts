import { startLocalServer, type LocalServer } from '../../../src/local/server/local-server.ts';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { StageFixture } from '../../../test/system/local/stage/support/stage-fixture.ts';
import { Child } from '../child-process.ts';
import type { Changes, CrowdOrder } from './crowd-process.ts';
import type { Bench, Figure } from '../bench-types.ts';
import { Samples, summarize } from '../statistics.ts';

const ROOMS = [10, 100, 1_000];
const LISTENERS = [10, 100, 1_000];
const MEDIA_LISTENERS = [1, 10, 100];
const ASKS = 40;
const CHANGES = 15;
/** The total work is the same at each size: forwarded packets a second, and for how long. */
const FORWARDED_PER_SECOND = 2_000;
const SECONDS = 4;

const number = (value: number): string => value.toLocaleString('en');

/**
 * CPU milliseconds of this process, the server's threads included, per unit of work.
 *
 * @param work - Returns how many units it did.
 */
async function cpuTimePerUnit(work: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const units = await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / units;
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
    while (server.account.stages.size < rooms) await create();
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

/** Runs `work` with a stage that has one speaker; all its participants are in another process. */
async function onStage<Result>(
  work: (crowd: Child<CrowdOrder>, tokens: (amount: number) => string[]) => Promise<Result>,
): Promise<Result> {
  const fixture = await StageFixture.start();
  const crowd = new Child<CrowdOrder>(new URL('crowd-process.ts', import.meta.url));
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
      const cpu = await cpuTimePerUnit(async () => {
        changes = (await crowd.order({ type: 'change', times: CHANGES })) as Changes;
        return CHANGES * listeners;
      });
      const what = `mute, ${number(listeners)} listeners`;
      figures.push(
        { what: `${what}: until the last is told`, unit: 'ms', samples: changes.times },
        { what: `${what}: messages per listener`, unit: '', samples: [changes.messages] },
        { what: `${what}: CPU time per listener`, unit: 'µs', samples: [cpu * 1_000] },
      );
    }
    return figures;
  });

const forwarding = (): Promise<Figure[]> =>
  onStage(async (crowd, tokens) => {
    const figures: Figure[] = [];
    let before = 0;
    for (const listeners of MEDIA_LISTENERS) {
      await crowd.order({ type: 'listen', tokens: tokens(listeners - before), media: true });
      before = listeners;
      const talk: CrowdOrder = {
        type: 'talk',
        packetsPerSecond: FORWARDED_PER_SECOND / listeners,
        seconds: SECONDS,
      };
      await crowd.order({ ...talk, seconds: 1 });
      const cpu = await cpuTimePerUnit(async () => (await crowd.order(talk)) as number);
      const what = `${number(FORWARDED_PER_SECOND)} packets/s, ${listeners} listeners: CPU time per packet`;
      figures.push({ what, unit: 'µs', samples: [cpu * 1_000] });
    }
    return figures;
  });

/** By what factor a cost grows from the smallest size to the largest, which is 100 times as large. */
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
    of('mute, per listener', (all) => `mute, ${all} listeners: CPU time per listener`, LISTENERS),
  ];
}

export const growth: Bench = {
  name: 'growth',
  about:
    'How costs grow when the load grows a hundredfold: API requests, one at a time, with more and more rooms; and one stage with more and more listeners, who are in another process. A cost per listener or per packet that stays the same is linear in total.',
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
