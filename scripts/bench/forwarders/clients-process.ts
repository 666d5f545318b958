import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { cleanup, initLogger } from 'node-datachannel';
import { makeRtp } from '../../../test/support/rtp-packet.ts';
import { MediaClient } from '../../../test/system/local/stage/support/media-client.ts';
import { StageClient } from '../../../test/system/local/stage/support/stage-client.ts';
import { takeOrders } from '../take-orders.ts';
import {
  OPUS_PAYLOAD_TYPE,
  PACKETS_PER_SECOND,
  PAYLOAD_BYTES,
  RTP_HEADER_BYTES,
  type Access,
  type ClientsOrder,
  type Delivery,
} from './forwarder-room.ts';

// All participants of a room. They send the same packets to every forwarder, and time their return.

type Send = (payload: Buffer) => void;

let listening = 0;
let sent = 0;
let sentBefore = 0;
let received = 0;
let delays: number[] = [];

function receive(packet: Buffer): void {
  // RTCP packets have other types in the second byte.
  if ((packet.readUInt8(1) & 0x7f) !== OPUS_PAYLOAD_TYPE) return;
  received += 1;
  delays.push(performance.now() - packet.readDoubleBE(RTP_HEADER_BYTES));
}

async function joinStage({ publishers, listeners }: Extract<Access, { kind: 'stage' }>) {
  const join = (token: string) => new StageClient(token).joined();
  const speakers = await Promise.all(publishers.map(join));
  const sources: MediaClient[] = [];
  for (const [index, speaker] of speakers.entries()) sources.push(await speaker.publish(index + 1));
  for (const listener of await Promise.all(listeners.map(join)))
    for (const { id } of speakers) (await listener.subscribe(id)).onPacket = receive;
  return sources.map(
    (source): Send =>
      (payload) =>
        source.send(payload),
  );
}

/** Connects by HTTP, as WHIP does; there is no session to join. */
async function joinHttp({ url, publishers, listeners }: Extract<Access, { kind: 'http' }>) {
  const connect = async (media: MediaClient, path: string): Promise<MediaClient> => {
    const response = await fetch(`${url}/${path}`, { method: 'POST', body: media.offer });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path}: ${answer}`);
    await media.accept(answer);
    return media;
  };
  const sources: MediaClient[] = [];
  for (let ssrc = 1; ssrc <= publishers; ssrc++)
    sources.push(await connect(MediaClient.publisher(ssrc), `publish/${ssrc}`));
  for (let listener = 0; listener < listeners; listener++)
    for (let ssrc = 1; ssrc <= publishers; ssrc++)
      (await connect(MediaClient.subscriber(), `subscribe/${ssrc}`)).onPacket = receive;
  return sources.map(
    (source): Send =>
      (payload) =>
        source.send(payload),
  );
}

async function joinUdp(access: Extract<Access, { kind: 'udp' }>): Promise<Send[]> {
  const open = async (): Promise<Socket> => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return socket;
  };
  const sends: Send[] = [];
  for (let ssrc = 1; ssrc <= access.publishers; ssrc++) {
    const source = await open();
    for (let listener = 0; listener < access.listeners; listener++) {
      const socket = await open();
      socket.on('message', receive);
      socket.send(makeRtp(ssrc, 0, Buffer.alloc(0)), access.port, '127.0.0.1');
    }
    let sequence = 0;
    const trailer = Buffer.alloc(access.trailer);
    sends.push((payload) => {
      const packet = makeRtp(ssrc, (sequence += 1), Buffer.concat([payload, trailer]));
      source.send(packet, access.port, '127.0.0.1');
    });
  }
  return sends;
}

async function join(access: Access): Promise<void> {
  initLogger('Fatal', () => {});
  const sends = await joinOf(access);
  listening = typeof access.listeners === 'number' ? access.listeners : access.listeners.length;
  // The sources take turns within each 20 ms, as independent microphones would.
  const interval = 1_000 / PACKETS_PER_SECOND;
  const start = performance.now();
  setInterval(() => {
    const due = ((performance.now() - start) / interval) * sends.length;
    for (; sent < due; sent += 1) {
      const payload = Buffer.alloc(PAYLOAD_BYTES, 7);
      payload.writeDoubleBE(performance.now(), 0);
      sends[sent % sends.length]?.(payload);
    }
  }, 1);
}

function joinOf(access: Access): Promise<Send[]> {
  switch (access.kind) {
    case 'stage':
      return joinStage(access);
    case 'http':
      return joinHttp(access);
    case 'udp':
      return joinUdp(access);
  }
}

function measure(): Delivery {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Infinity;
  return { sent: (sent - sentBefore) * listening, received, p50: at(0.5), p99: at(0.99) };
}

async function carryOut(order: ClientsOrder): Promise<unknown> {
  switch (order.type) {
    case 'join':
      return join(order.access);
    case 'mark':
      sentBefore = sent;
      received = 0;
      delays = [];
      return undefined;
    case 'measure':
      return measure();
  }
}

takeOrders(carryOut, cleanup);
