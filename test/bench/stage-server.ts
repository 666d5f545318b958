// CPU of the stage server for each packet that it forwards: 12 publishers, 25 listeners, clients in a process of their
// own. Run with `npx tsx test/bench/stage-server.ts [seconds]`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cleanup, initLogger } from 'node-datachannel';
import type { MediaClient } from '../local/stage/support/media-client.ts';
import { StageClient } from '../local/stage/support/stage-client.ts';
import { StageFixture } from '../local/stage/support/stage-fixture.ts';

const PUBLISHERS = 12;
const LISTENERS = 25;
const PACKETS_PER_SECOND = 50;
// Opus at 64 kbit/s, the SDK's default, in frames of 20 ms.
const PAYLOAD = Buffer.alloc(160, 7);
const WARM_UP_MS = 2_000;

interface Plan {
  readonly publishers: readonly string[];
  readonly listeners: readonly string[];
}

async function runClients({ publishers, listeners }: Plan): Promise<void> {
  initLogger('Fatal', () => {});
  let received = 0;
  const join = (token: string) => new StageClient(token).joined();
  const speakers = await Promise.all(publishers.map(join));
  const sources: MediaClient[] = [];
  for (const [index, speaker] of speakers.entries()) sources.push(await speaker.publish(index + 1));
  for (const listener of await Promise.all(listeners.map(join))) {
    const media = await Promise.all(speakers.map(({ id }) => listener.subscribe(id)));
    for (const one of media) one.onPacket = () => (received += 1);
  }
  // Spread over the 20 ms, as independent microphones are.
  const interval = 1_000 / PACKETS_PER_SECOND;
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - start) / interval) * sources.length;
    for (; sent < due; sent += 1) sources[sent % sources.length]?.send(PAYLOAD);
  }, 1);
  process.on('message', (message) => {
    if (message === 'count') process.send?.({ received, sent });
    else {
      clearInterval(timer);
      cleanup();
      process.exit(0);
    }
  });
  process.send?.('ready');
}

async function runServer(seconds: number): Promise<void> {
  const fixture = await StageFixture.start();
  const stage = fixture.addStage('BenchBenchBe');
  const tokens = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => fixture.token(stage, `${name}${index}`));
  const child = fork(fileURLToPath(import.meta.url), ['clients']);
  const plan: Plan = { publishers: tokens(PUBLISHERS, 'p'), listeners: tokens(LISTENERS, 'l') };
  child.send(plan);
  await once(child, 'message');
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const ask = async () => {
    child.send('count');
    const [counts] = (await once(child, 'message')) as [{ received: number; sent: number }];
    return { ...counts, cpu: process.cpuUsage(), at: performance.now() };
  };
  const before = await ask();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = await ask();
  const cpu = process.cpuUsage(before.cpu);
  const received = after.received - before.received;
  const expected = (after.sent - before.sent) * LISTENERS;
  const perPacket = (micros: number) => (micros / received).toFixed(1);
  console.log(
    `${PUBLISHERS} publishers x ${LISTENERS} listeners, ${seconds} s: ${received} packets forwarded ` +
      `(${((received / expected) * 100).toFixed(2)} % of those due), ` +
      `CPU per packet ${perPacket(cpu.user + cpu.system)} µs ` +
      `(user ${perPacket(cpu.user)}, system ${perPacket(cpu.system)})`,
  );
  child.send('stop');
  await once(child, 'exit');
  await fixture.stop();
}

if (process.argv[2] === 'clients') process.once('message', (plan) => void runClients(plan as Plan));
else await runServer(Number(process.argv[2] ?? 10));
