import { cleanup, initLogger } from 'node-datachannel';
import type { MediaClient } from '../../../test/system/local/stage/support/media-client.ts';
import { StageClient } from '../../../test/system/local/stage/support/stage-client.ts';
import { waitFor } from '../../../test/system/local/stage/support/wait-for.ts';

// A process with everybody on a stage, so that the server's is the only work in the other one.

export type CrowdOrder =
  | { readonly type: 'speak'; readonly token: string }
  | { readonly type: 'listen'; readonly tokens: readonly string[]; readonly media: boolean }
  /** The speaker mutes or unmutes so many times; each is waited for until everybody knows. */
  | { readonly type: 'change'; readonly times: number }
  | { readonly type: 'talk'; readonly packetsPerSecond: number; readonly seconds: number };

export interface Changes {
  /** Of each: until the last one knew. */
  readonly times: readonly number[];
  /** All that everybody was told meanwhile, by person and change. */
  readonly messages: number;
}

/** Opus at 32 kbit/s. */
const PAYLOAD = Buffer.alloc(80, 7);
const AT_ONCE = 20;
const LIMIT_MS = 30_000;
/** The server waits that long between two states, and longer between two counts. */
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

/** @returns how many packets came, to all together. */
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

async function obey(order: CrowdOrder): Promise<unknown> {
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

process.on('message', (order: CrowdOrder) => {
  void obey(order).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => {
  cleanup();
  process.exit(0);
});
