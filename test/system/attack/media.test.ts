import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeRtp } from '../../support/rtp-packet.ts';
import { MediaClient } from '../local/stage/support/media-client.ts';
import type { StageClient } from '../local/stage/support/stage-client.ts';
import { waitFor } from '../../support/eventually.ts';
import { record } from '../../support/record.ts';
import { datagram, mutatedSdp, rtcp } from './support/media-input.ts';
import { runs, Target } from './support/target.ts';

const target = Target.forThisFile();

const join = (roomId: string): Promise<StageClient> => target.join(roomId);

/** A speaker and a listener whose audio must continue whatever others send. */
async function startWitnesses() {
  const { room } = await target.createRoom();
  const speaker = await join(room.id);
  const listener = await join(room.id);
  const source = await speaker.publish(4711);
  await waitFor('the publisher is announced', () => listener.publisherIds.includes(speaker.id));
  const sink = await listener.subscribe(speaker.id);
  const hears = async (): Promise<void> => {
    const before = sink.received.length;
    await waitFor('audio', () => {
      source.send(Buffer.from('still here'));
      return sink.received.length > before;
    });
  };
  await hears();
  return {
    room,
    sink,
    source,
    hears,
    leave: () => {
      for (const media of [source, sink]) media.close();
      for (const { socket } of [speaker, listener]) socket.close();
    },
  };
}

describe('media under hostile input', () => {
  it('answers or refuses mutated offers, and frees what it allocated', async () => {
    const { room, hears, leave } = await startWitnesses();
    const eve = await join(room.id);
    const publisher = MediaClient.publisher(99);
    const { offer } = publisher;
    publisher.close();
    const times = runs(120);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(mutatedSdp(offer), async (sdp) => {
        const response = await eve.post('publish', eve.id, sdp);
        const text = await response.text();
        assert.ok([201, 400, 413, 415].includes(response.status), `${response.status} ${text}`);
        if (response.status !== 201) return;
        answered += 1;
        await fetch(response.headers.get('location') ?? '', {
          method: 'DELETE',
          headers: { authorization: `Bearer ${eve.token}` },
        });
      }),
      { numRuns: times },
    );
    assert.ok(answered > 0 && answered < times, `${answered} of ${times} answered`);
    eve.socket.close();
    await hears();
    leave();
    await target.isUnharmed();
    record({
      part: 'Attack',
      what: 'WHIP: mutated offers',
      tried: `${times} offers`,
      outcome: `${Math.round((100 * answered) / times)} % answered, the rest refused with 4xx; all freed`,
    });
  });

  it('refuses all other requests to its paths', async () => {
    const { room } = await target.createRoom();
    const eve = await join(room.id);
    const method = fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'POST', 'HEAD');
    const path = fc.constantFrom(
      'publish',
      'publish/',
      'publish/x',
      `publish/${eve.id}/x`,
      `subscribe/${eve.id}`,
      'subscribe/__proto__',
      'resource/__proto__',
      'resource/x',
      'constructor/x',
      '%00/%00',
      '',
    );
    const body = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.constant('v=0\r\n'));
    await fc.assert(
      fc.asyncProperty(method, path, body, async (how, where, what) => {
        const response = await fetch(`${target.url}/stages/whip/${where}`, {
          method: how,
          headers: { authorization: `Bearer ${eve.token}` },
          ...(how !== 'GET' && how !== 'HEAD' && { body: what }),
        });
        await response.text();
        const { status } = response;
        const isDelete = how === 'DELETE' && where.startsWith('resource/');
        assert.ok((isDelete && status === 200) || (status >= 400 && status < 500), String(status));
      }),
      { numRuns: runs(80) },
    );
    eve.socket.close();
  });

  it('survives datagrams that resemble STUN, DTLS, RTP or RTCP', async () => {
    const { hears, leave } = await startWitnesses();
    const socket = createSocket('udp4');
    const send = (bytes: Buffer): Promise<void> =>
      new Promise((resolve) => {
        socket.send(bytes, target.server.facts.mediaPort, '127.0.0.1', () => resolve());
      });
    const times = runs(2_000);
    await fc.assert(
      fc.asyncProperty(datagram, (bytes) => send(bytes)),
      { numRuns: times },
    );
    await hears();
    // The next test sends malformed packets from an address that a connection knows, inside SRTP.
    await new Promise<void>((resolve) => socket.close(resolve));
    leave();
    await target.isUnharmed();
    record({
      part: 'Attack',
      what: 'UDP: datagrams at the media port',
      tried: `${times} datagrams`,
      outcome: 'ignored; a call on the same port went on',
    });
  });

  it('forwards only RTP packets of a publisher’s own source', async () => {
    const { source, sink, hears, leave } = await startWitnesses();
    const rtp = fc
      .tuple(
        fc.nat(0xffff_ffff),
        fc.nat(0xffff),
        fc.nat(127),
        fc.uint8Array({ maxLength: 1_300 }),
        fc.nat(255),
      )
      .map(([ssrc, sequence, type, payload, first]) => {
        const packet = makeRtp(ssrc, sequence, Buffer.from(payload), type);
        packet.writeUInt8(first, 0);
        return packet;
      });
    const noise = fc.oneof(
      rtp.filter((packet) => packet.readUInt32BE(8) !== 4711),
      rtcp,
      fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    );
    const before = sink.received.length;
    const times = runs(1_000);
    await fc.assert(
      fc.asyncProperty(noise, async (packet) => {
        try {
          source.track.sendMessageBinary(packet);
        } catch {
          // The client's own library refuses to send it.
        }
        await Promise.resolve();
      }),
      { numRuns: times },
    );
    await hears();
    const strange = sink.received
      .slice(before)
      .filter((packet) => packet.toString('latin1', 12) !== 'still here');
    assert.deepEqual(strange, []);
    leave();
    await target.isUnharmed();
    record({
      part: 'Attack',
      what: 'SRTP: hostile RTP and RTCP of an admitted publisher',
      tried: `${times} packets`,
      outcome: 'none forwarded; its own audio went on',
    });
  });

  it('frees peer connections whose client never connects', async () => {
    const { room } = await target.createRoom();
    const eve = await join(room.id);
    const silent = MediaClient.publisher(5);
    for (let times = 0; times < 20; times++) {
      const response = await eve.post('publish', eve.id, silent.offer);
      assert.equal(response.status, 201);
      await response.text();
    }
    silent.close();
    // Each offer has replaced the previous one.
    assert.equal((await target.server.counts()).peerConnections, 1);
    eve.socket.close();
    await target.isUnharmed();
  });
});
