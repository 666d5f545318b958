import { Child } from '../child-process.ts';
import type { Access, ClientsOrder, Delivery, Room, ServerOrder } from './forwarder-room.ts';

/** Each forwarder, and the file that its process runs. */
export const forwarders = {
  'stage server': { file: 'stage-server-process.ts', encrypted: true },
  werift: { file: 'werift-process.ts', encrypted: true },
  'UDP with SRTP': { file: 'udp-process.ts', encrypted: true },
  UDP: { file: 'udp-process.ts', encrypted: false },
} as const;

export type ForwarderName = keyof typeof forwarders;

export interface Measurement extends Room {
  readonly name: ForwarderName;
  /** Processor time of the forwarder, in microseconds per packet received by a listener. */
  readonly user: number;
  readonly system: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Share of the packets that were lost, 0 to 1. */
  readonly loss: number;
}

const WARM_UP_MS = 2_000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const beside = (file: string) => new URL(file, import.meta.url);

/** Runs a forwarder and its clients, each in a process of its own. */
export async function measure(
  name: ForwarderName,
  room: Room,
  seconds: number,
): Promise<Measurement> {
  const { file, encrypted } = forwarders[name];
  const server = new Child<ServerOrder>(beside(file));
  const clients = new Child<ClientsOrder>(beside('clients-process.ts'));
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
