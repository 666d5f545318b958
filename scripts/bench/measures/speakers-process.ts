import { cleanup, initLogger } from 'node-datachannel';
import type { JoinRoomResponse } from '../../../src/api/schemas.ts';
import type { MediaClient } from '../../../test/system/local/stage/support/media-client.ts';
import { StageClient } from '../../../test/system/local/stage/support/stage-client.ts';
import { takeOrders } from '../take-orders.ts';

// The speakers of a room: real peer connections that send audio recorded from a browser. They run in this process so
// that the page under measurement has its browser to itself.

export type SpeakersOrder =
  | { readonly type: 'room'; readonly participants: string }
  /** Records this many packets from the only publisher. */
  | { readonly type: 'record'; readonly packets: number }
  | { readonly type: 'enter'; readonly speakers: number }
  | { readonly type: 'leave' };

const OPUS = 111;
const PACKET_MS = 20;
/** Offset between the speakers, so that no two send the same packet at the same time. */
const APART_PACKETS = 17;

let participants = '';
const recording: Buffer[] = [];
let onStage: { readonly client: StageClient; readonly media: MediaClient }[] = [];
let sending: NodeJS.Timeout | undefined;

async function admit(role: string): Promise<StageClient> {
  const body = JSON.stringify({ name: 'Speaker', role });
  const response = await fetch(participants, { method: 'POST', body });
  const { participant } = (await response.json()) as JoinRoomResponse;
  return new StageClient(participant.token).joined();
}

async function record(packets: number): Promise<void> {
  const listener = await admit('listener');
  const [speaker = ''] = listener.publisherIds;
  const media = await listener.subscribe(speaker);
  await new Promise<void>((resolve) => {
    media.onPacket = (packet) => {
      if ((packet.readUInt8(1) & 0x7f) !== OPUS) return;
      recording.push(payloadOf(packet));
      if (recording.length === packets) resolve();
    };
  });
  media.close();
  listener.socket.close();
}

/** The payload of an RTP packet: what follows the 12-byte header, the contributing sources and the extensions. */
function payloadOf(packet: Buffer): Buffer {
  const first = packet.readUInt8(0);
  let start = 12 + 4 * (first & 0x0f);
  if (first & 0x10) start += 4 + 4 * packet.readUInt16BE(start + 2);
  return Buffer.from(packet.subarray(start));
}

async function enter(speakers: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: speakers }, () => admit('speaker')));
  onStage = await Promise.all(
    clients.map(async (client, index) => ({ client, media: await client.publish(index + 1) })),
  );
  const start = performance.now();
  let sent = 0;
  sending = setInterval(() => {
    for (; sent < (performance.now() - start) / PACKET_MS; sent++) {
      for (const [index, { media }] of onStage.entries()) {
        const packet = recording[(sent + index * APART_PACKETS) % recording.length];
        if (packet) media.send(packet);
      }
    }
  }, PACKET_MS / 4);
}

function leave(): void {
  clearInterval(sending);
  for (const { client, media } of onStage.splice(0)) {
    media.close();
    client.socket.close();
  }
}

async function carryOut(order: SpeakersOrder): Promise<unknown> {
  switch (order.type) {
    case 'room':
      initLogger('Fatal', () => {});
      participants = order.participants;
      return undefined;
    case 'record':
      return record(order.packets);
    case 'enter':
      return enter(order.speakers);
    case 'leave':
      leave();
      return undefined;
  }
}

takeOrders(carryOut, () => {
  leave();
  cleanup();
});
