import { fileURLToPath } from 'node:url';
import type { Figure } from '../../scripts/bench/shape.ts';
import { Samples } from '../../scripts/bench/statistics.ts';
import { type ForwarderName, measure, type Measurement } from './forwarders/measure.ts';
import type { Room } from './forwarders/room.ts';

// CPU and delay of the stage server for each packet that it forwards, beside others who do the same.
//
//   npx tsx test/bench/forwarding.ts [seconds] [name]    a line of JSON for each

const BUDGET_MICROS = 15;
/** A full stage, as the budget means it. */
const FULL: Room = { publishers: 12, listeners: 25 };
/** As many as all forwarders can take on one core. */
const SMALL: Room = { publishers: 3, listeners: 10 };

/** Listeners more from one room to the next, in search of the largest. */
const STEP = 10;
const MOST = 80;
const DELAY_LIMIT_MS = 20;
const LOSS_LIMIT = 0.01;

interface Run {
  readonly name: ForwarderName;
  readonly room: Room;
}

const runs: readonly Run[] = [
  { name: 'stage server', room: FULL },
  { name: 'UDP with SRTP', room: FULL },
  { name: 'UDP', room: FULL },
  { name: 'stage server', room: SMALL },
  { name: 'werift', room: SMALL },
  { name: 'UDP with SRTP', room: SMALL },
  { name: 'UDP', room: SMALL },
];

/** Each forwarder in turn, so often; what disturbs one disturbs the next as much. */
export async function stageServerBench(
  say: (line: string) => void,
  { seconds = 6, times = 3 }: { readonly seconds?: number; readonly times?: number } = {},
): Promise<readonly Figure[]> {
  const samples = new Samples();
  const figures = new Map<string, Omit<Figure, 'samples'>>();
  for (let time = 0; time < times; time++) {
    for (const { name, room } of runs) {
      const measured = await measure(name, room, seconds);
      say(JSON.stringify(measured));
      for (const { value, ...figure } of figuresOf(measured)) {
        figures.set(figure.what, figure);
        samples.add({ [figure.what]: value });
      }
    }
  }
  return [
    ...[...figures.values()].map((figure) => ({ ...figure, samples: samples.of(figure.what) })),
    {
      what: `listeners of the largest room of ${FULL.publishers} speakers with 99 of 100 packets within ${DELAY_LIMIT_MS} ms`,
      unit: '',
      samples: [await largestRoom(say, seconds)],
    },
  ];
}

/** Clients and forwarder share the machine, so it is they who are late first where there are few cores. */
async function largestRoom(say: (line: string) => void, seconds: number): Promise<number> {
  const { publishers } = FULL;
  for (let listeners = STEP; listeners <= MOST; listeners += STEP) {
    const measured = await measure('stage server', { publishers, listeners }, seconds);
    say(JSON.stringify(measured));
    if (measured.p99 > DELAY_LIMIT_MS || measured.loss > LOSS_LIMIT) return listeners - STEP;
  }
  return MOST;
}

type OneFigure = Omit<Figure, 'samples'> & { readonly value: number };

function figuresOf(measured: Measurement): readonly OneFigure[] {
  const { name, publishers, listeners, user, system, p50, p99, loss } = measured;
  const what = (kind: string): string => `${name}, ${publishers} × ${listeners}: ${kind}`;
  const budget =
    name === 'stage server' && publishers === FULL.publishers ? { budget: BUDGET_MICROS } : {};
  return [
    { what: what('processor time a packet'), unit: 'µs', value: user + system, ...budget },
    { what: what('of it in the kernel'), unit: 'µs', value: system },
    { what: what('from send to receipt, median'), unit: 'ms', value: p50 },
    { what: what('from send to receipt, 99 of 100'), unit: 'ms', value: p99 },
    { what: what('packets lost of 1,000'), unit: '', value: loss * 1_000 },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [seconds = '10', only] = process.argv.slice(2);
  for (const { name, room } of runs)
    if (only === undefined || only === name)
      console.log(JSON.stringify(await measure(name, room, Number(seconds))));
}
