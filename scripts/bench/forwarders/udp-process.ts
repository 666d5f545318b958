import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { serveForwarder } from './serve-forwarder.ts';
import { RTP_HEADER_BYTES, TIME_BYTES } from './forwarder-room.ts';

// Forwarding without ICE, DTLS or peer connections: sends each incoming datagram to every listener, either unchanged or
// with the work of SRTP (RFC 3711, AES-128 in counter mode, 80-bit HMAC-SHA1): decrypted once, then encrypted for each
// listener with keys of its own.

const TAG_BYTES = 10;
const CLEAR_BYTES = RTP_HEADER_BYTES + TIME_BYTES;

interface Keys {
  readonly key: Buffer;
  readonly authentication: Buffer;
  readonly vector: Buffer;
}

interface Listener extends Keys {
  readonly to: RemoteInfo;
}

const newKeys = (): Keys => ({
  key: randomBytes(16),
  authentication: randomBytes(20),
  vector: randomBytes(16),
});

function sign(packet: Buffer, { authentication }: Keys): Buffer {
  return createHmac('sha1', authentication).update(packet).digest().subarray(0, TAG_BYTES);
}

/** Ignores whether the tag matches: the clients do not encrypt, and the work is the same. */
function unprotect(packet: Buffer, keys: Keys): Buffer {
  const body = packet.subarray(0, packet.length - TAG_BYTES);
  sign(body, keys).equals(packet.subarray(-TAG_BYTES));
  const clear = createDecipheriv('aes-128-ctr', keys.key, keys.vector).update(
    body.subarray(CLEAR_BYTES),
  );
  return Buffer.concat([body.subarray(0, CLEAR_BYTES), clear]);
}

function protect(packet: Buffer, keys: Keys): Buffer {
  const secret = createCipheriv('aes-128-ctr', keys.key, keys.vector).update(
    packet.subarray(CLEAR_BYTES),
  );
  const body = Buffer.concat([packet.subarray(0, CLEAR_BYTES), secret]);
  return Buffer.concat([body, sign(body, keys)]);
}

serveForwarder(async ({ publishers, listeners, encrypted = false }) => {
  const hearing = new Map<number, Listener[]>();
  const source = newKeys();
  const socket = createSocket('udp4');
  const send = (packet: Buffer, { port, address }: RemoteInfo) =>
    socket.send(packet, port, address);
  socket.on('message', (packet, from) => {
    // A listener subscribes by sending a bare RTP header with the SSRC it wants.
    if (packet.length === RTP_HEADER_BYTES) {
      const ssrc = packet.readUInt32BE(8);
      hearing.set(ssrc, [...(hearing.get(ssrc) ?? []), { to: from, ...newKeys() }]);
      return;
    }
    const audience = hearing.get(packet.readUInt32BE(8)) ?? [];
    if (!encrypted) {
      for (const { to } of audience) send(packet, to);
      return;
    }
    const clear = unprotect(packet, source);
    for (const listener of audience) send(protect(clear, listener), listener.to);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  return { kind: 'udp', port, trailer: encrypted ? TAG_BYTES : 0, publishers, listeners };
});
