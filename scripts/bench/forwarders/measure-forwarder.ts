import { Child } from '../../../scripts/bench/child-process.ts';
import type { Access, ClientsOrder, Delivery, Room, ServerOrder } from './room.ts';

/** What forwards, and the file that is its process. */
export const forwarders = {
  'stage server': { file: 'stage.ts', encrypted: true },
  werift: { file: 'werift.ts', encrypted: true },
  'UDP with SRTP': { file: 'udp-echo.ts', encrypted: true },
  UDP: { file: 'udp-echo.ts', encrypted: false },
} as const;

export type ForwarderName = keyof typeof forwarders;

export interface Measurement extends Room {
  readonly name: ForwarderName;
  /** Microseconds of the forwarder's process for each packet that a listener got. */
  readonly user: number;
  readonly system: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Share of the packets that did not come. */
  readonly loss: number;
}

const WARM_UP_MS = 2_000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const beside = (file: string) => new URL(file, import.meta.url).href;

/** Runs a forwarder and its clients, each in a process of its own. */
export async function measure(
  name: ForwarderName,
  room: Room,
  seconds: number,
): Promise<Measurement> {
  const { file, encrypted } = forwarders[name];
  const server = new Child<ServerOrder>(beside(file));
  const clients = new Child<ClientsOrder>(beside('clients.ts'));
  const usage = () => server.order({ type: 'usage' }) as Promise<NodeJS.CpuUsage>;
  try {
    const access = (await server.order({ type: 'open', encrypted, ...room })) as Access;
    await clients.order({ type: 'join', access });
    await sleep(WARM_UP_MS);
    const before = await usage();
    await clients.order({ type: 'mark' });
    await sleep(seconds * 1_000);
    const { sent, received, p50, p99 } = (await clients.order({ type: 'measure' })) as Delivery;
    const after = await usage();
    return {
      name,
      ...room,
      user: (after.user - before.user) / received,
      system: (after.system - before.system) / received,
      p50,
      p99,
      loss: Math.max(0, 1 - received / sent),
    };
  } finally {
    await clients.stop();
    await server.stop();
  }
}
