import type { Bench, Figure } from '../bench-types.ts';
import { Samples } from '../statistics.ts';
import { type ForwarderName, measure, type Measurement } from '../forwarders/measure-forwarder.ts';
import type { Room } from '../forwarders/forwarder-room.ts';

const SECONDS = 6;
const TIMES = 3;
const BUDGET_MICROS = 15;
/** A full stage; the budget is for this room. */
const FULL: Room = { publishers: 12, listeners: 25 };
/** The largest room that every forwarder can serve with one core. */
const SMALL: Room = { publishers: 3, listeners: 10 };

/** The search for the largest room adds this many listeners at a time. */
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

/** Measures the forwarders in turn, so that whatever disturbs the machine disturbs all of them alike. */
async function compareForwarders(say: (line: string) => void): Promise<readonly Figure[]> {
  const samples = new Samples();
  const figures = new Map<string, Omit<Figure, 'samples'>>();
  for (let time = 0; time < TIMES; time++) {
    for (const { name, room } of runs) {
      const measured = await measure(name, room, SECONDS);
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
      what: `largest room with ${FULL.publishers} speakers and a p99 delay below ${DELAY_LIMIT_MS} ms: listeners`,
      unit: '',
      samples: [await largestRoom(say)],
    },
  ];
}

/** Finds the largest room. Clients and forwarder share the machine; with few cores the clients are the first to be late. */
async function largestRoom(say: (line: string) => void): Promise<number> {
  const { publishers } = FULL;
  for (let listeners = STEP; listeners <= MOST; listeners += STEP) {
    const measured = await measure('stage server', { publishers, listeners }, SECONDS);
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
    { what: what('CPU time per packet'), unit: 'µs', value: user + system, ...budget },
    { what: what('of that, in the kernel'), unit: 'µs', value: system },
    { what: what('delay, median'), unit: 'ms', value: p50 },
    { what: what('delay, 99th percentile'), unit: 'ms', value: p99 },
    { what: what('packets lost per 1,000'), unit: '', value: loss * 1_000 },
  ];
}

export const stage: Bench = {
  name: 'stage',
  about:
    'What it takes to forward one Opus packet: CPU time of the process that forwards, and the delay that it adds, for speakers × listeners, with the participants in another process. For comparison, with the same participants and packets: werift (a WebRTC stack in TypeScript), plain UDP with the work of SRTP done by Node’s crypto, and plain UDP without it. The search for the largest room stops when one packet in a hundred takes longer than 20 ms; the participants compete for the same processors.',
  run: compareForwarders,
};
