import { cleanup, initLogger } from 'node-datachannel';
import type { JoinRoomResponse, Role } from '../../../../src/api/schemas.ts';
import type { MediaClient } from '../../local/stage/support/media-client.ts';
import { waitFor } from '../../../support/eventually.ts';
import { StageClient } from '../../local/stage/support/stage-client.ts';

// A process with all participants of a room: real peer connections, and packets that contain their sending time.

export type Order =
  | { readonly type: 'room'; readonly url: string; readonly speakers: number }
  | { readonly type: 'listeners'; readonly more: number }
  | { readonly type: 'measure'; readonly seconds: number }
  | { readonly type: 'stop' };

export interface Measurement {
  readonly sent: number;
  readonly received: number;
  /** Milliseconds from one participant's send to another's receipt. */
  readonly p50: number;
  readonly p99: number;
}

const PACKETS_PER_SECOND = 50;
// Opus at 32 kbit/s.
const PAYLOAD_BYTES = 80;
const TIMER_MS = 1;
/** What has not arrived after this time is lost. */
const DRAIN_MS = 5_000;

let participants = '';
const speakers: StageClient[] = [];
const sources: MediaClient[] = [];
let listeners = 0;
let sent = 0;
let received = 0;
let delays: number[] = [];
/** Only packets that were sent in this time count, in milliseconds of {@link now}. */
let since = 0;
let until = Infinity;

// A monotonic clock, which all processes of a machine share.
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

async function join(name: string, role: Role): Promise<StageClient> {
  const response = await fetch(participants, {
    method: 'POST',
    body: JSON.stringify({ name, role }),
  });
  const { participant } = (await response.json()) as JoinRoomResponse;
  return new StageClient(participant.token).joined();
}

async function openRoom(url: string, count: number): Promise<void> {
  const created = await fetch(`${url}/api/rooms`, { method: 'POST', body: '{"name":"Host"}' });
  const { room } = (await created.json()) as JoinRoomResponse;
  participants = `${url}/api/rooms/${room.id}/participants`;
  for (let number = 1; number <= count; number++) {
    const speaker = await join(`Speaker ${number}`, 'speaker');
    speakers.push(speaker);
    sources.push(await speaker.publish(number));
  }
  const interval = 1_000 / PACKETS_PER_SECOND;
  const start = now();
  // Spread over the 20 ms, as for independent microphones.
  setInterval(() => {
    const due = ((now() - start) / interval) * count;
    for (; sent < due; sent += 1) {
      const payload = Buffer.alloc(PAYLOAD_BYTES);
      payload.writeDoubleBE(now(), 0);
      sources[sent % count]?.send(payload);
    }
  }, TIMER_MS);
}

async function addListener(): Promise<void> {
  const listener = await join(`Listener ${++listeners}`, 'listener');
  for (const { id } of speakers) {
    const media = await listener.subscribe(id);
    media.onPacket = (packet) => {
      // The second byte tells RTCP from RTP.
      if ((packet.readUInt8(1) & 0x7f) !== 111) return;
      const at = packet.readDoubleBE(12);
      if (at < since || at > until) return;
      received += 1;
      delays.push(now() - at);
    };
  }
}

/** Counts what is sent within some seconds, and what arrives of it, however late. */
async function measure(seconds: number): Promise<Measurement> {
  delays = [];
  received = 0;
  since = now();
  until = Infinity;
  const before = sent;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  until = now();
  const wanted = (sent - before) * listeners;
  await waitFor('the last packets', () => received >= wanted, DRAIN_MS).catch(() => {});
  const sorted = delays.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Infinity;
  return { sent: wanted, received, p50: at(0.5), p99: at(0.99) };
}

async function obey(order: Order): Promise<unknown> {
  switch (order.type) {
    case 'room':
      initLogger('Fatal', () => {});
      return openRoom(order.url, order.speakers);
    case 'listeners':
      for (let added = 0; added < order.more; added++) await addListener();
      return undefined;
    case 'measure':
      return measure(order.seconds);
    case 'stop':
      cleanup();
      process.exit(0);
  }
}

process.on('message', (order: Order) => {
  void obey(order).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
