import { cleanup, initLogger } from 'node-datachannel';
import type { MediaClient } from '../../../test/system/local/stage/support/media-client.ts';
import { StageClient } from '../../../test/system/local/stage/support/stage-client.ts';
import { takeOrders } from '../take-orders.ts';
import { waitFor } from '../../../test/support/eventually.ts';

// All participants of a stage. They run in this process so that the parent does only the server's work.

export type CrowdOrder =
  | { readonly type: 'speak'; readonly token: string }
  | { readonly type: 'listen'; readonly tokens: readonly string[]; readonly media: boolean }
  /** The speaker mutes or unmutes this many times, each time waiting until every listener has been told. */
  | { readonly type: 'change'; readonly times: number }
  | { readonly type: 'talk'; readonly packetsPerSecond: number; readonly seconds: number };

export interface Changes {
  /** For each change, milliseconds until the last listener was told. */
  readonly times: readonly number[];
  /** Messages that each listener received per change. */
  readonly messages: number;
}

/** Opus at 32 kbit/s. */
const PAYLOAD = Buffer.alloc(80, 7);
const AT_ONCE = 20;
const LIMIT_MS = 30_000;
/** The server sends state changes at most this often, and listener counts less often. */
const APART_MS = 100;

const listeners: StageClient[] = [];
let speaker: StageClient | undefined;
let source: MediaClient | undefined;
let received = 0;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function listen(tokens: readonly string[], media: boolean): Promise<void> {
  const waiting = [...tokens];
  const work = async (): Promise<void> => {
    for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) {
      const listener = await new StageClient(token).joined();
      listeners.push(listener);
      if (!media || !speaker) continue;
      const subscription = await listener.subscribe(speaker.id);
      subscription.onPacket = (packet) => {
        if ((packet.readUInt8(1) & 0x7f) === 111) received += 1;
      };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const mutedAt = (client: StageClient): boolean | undefined => client.publishers[0]?.audioMuted;

async function change(times: number): Promise<Changes> {
  const taken: number[] = [];
  const told = () => listeners.reduce((sum, { messages }) => sum + messages.length, 0);
  const before = told();
  for (let done = 0; done < times; done++) {
    const audioMuted = done % 2 === 0;
    await sleep(APART_MS);
    const start = performance.now();
    speaker?.send({ type: 'SET_STATE', version: '0', audioMuted, videoStopped: true });
    await waitFor(
      'everybody told',
      () => listeners.every((one) => mutedAt(one) === audioMuted),
      LIMIT_MS,
    );
    taken.push(performance.now() - start);
  }
  return { times: taken, messages: (told() - before) / listeners.length / times };
}

/** @returns the packets received by all listeners together. */
async function talk(packetsPerSecond: number, seconds: number): Promise<number> {
  received = 0;
  const start = performance.now();
  const total = packetsPerSecond * seconds;
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, ((performance.now() - start) / 1_000) * packetsPerSecond);
    for (; sent < due; sent++) source?.send(PAYLOAD);
    await sleep(1);
  }
  await sleep(APART_MS);
  return received;
}

async function carryOut(order: CrowdOrder): Promise<unknown> {
  switch (order.type) {
    case 'speak':
      initLogger('Fatal', () => {});
      speaker = await new StageClient(order.token).joined();
      source = await speaker.publish(1);
      return undefined;
    case 'listen':
      return listen(order.tokens, order.media);
    case 'change':
      return change(order.times);
    case 'talk':
      return talk(order.packetsPerSecond, order.seconds);
  }
}

takeOrders(carryOut, cleanup);
