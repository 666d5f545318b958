import { cleanup, initLogger } from 'node-datachannel';
import type { JoinRoomResponse } from '../../../src/api/schemas.ts';
import type { MediaClient } from '../../../test/system/local/stage/support/media-client.ts';
import { StageClient } from '../../../test/system/local/stage/support/stage-client.ts';

// A process with the people who talk in a room: real peer connections that send what a browser once said. So the page
// that is measured shares its browser with nobody.

export type SpeakersOrder =
  | { readonly type: 'room'; readonly participants: string }
  /** Listens to the only publisher for so many packets, and keeps what it says. */
  | { readonly type: 'record'; readonly packets: number }
  | { readonly type: 'enter'; readonly speakers: number }
  | { readonly type: 'leave' };

const OPUS = 111;
const PACKET_MS = 20;
/** So that no two say the same at the same time. */
const APART_PACKETS = 17;

let participants = '';
const recording: Buffer[] = [];
let people: { readonly client: StageClient; readonly media: MediaClient }[] = [];
let talking: NodeJS.Timeout | undefined;

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

/** What an RTP packet carries: behind its twelve bytes, its sources and its extensions. */
function payloadOf(packet: Buffer): Buffer {
  const first = packet.readUInt8(0);
  let start = 12 + 4 * (first & 0x0f);
  if (first & 0x10) start += 4 + 4 * packet.readUInt16BE(start + 2);
  return Buffer.from(packet.subarray(start));
}

async function enter(speakers: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: speakers }, () => admit('speaker')));
  people = await Promise.all(
    clients.map(async (client, index) => ({ client, media: await client.publish(index + 1) })),
  );
  const start = performance.now();
  let sent = 0;
  talking = setInterval(() => {
    for (; sent < (performance.now() - start) / PACKET_MS; sent++) {
      for (const [index, { media }] of people.entries()) {
        const packet = recording[(sent + index * APART_PACKETS) % recording.length];
        if (packet) media.send(packet);
      }
    }
  }, PACKET_MS / 4);
}

function leave(): void {
  clearInterval(talking);
  for (const { client, media } of people.splice(0)) {
    media.close();
    client.socket.close();
  }
}

async function obey(order: SpeakersOrder): Promise<unknown> {
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

process.on('message', (order: SpeakersOrder) => {
  void obey(order).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => {
  leave();
  cleanup();
  process.exit(0);
});
