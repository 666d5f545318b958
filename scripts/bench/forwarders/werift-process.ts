import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RtpPacket } from 'werift';
import { serveForwarder } from './serve-forwarder.ts';
import { OPUS_PAYLOAD_TYPE } from './forwarder-room.ts';

// The smallest forwarder on werift, a WebRTC stack in TypeScript: like the stage server, one peer connection for each
// publication and each subscription, but no control plane.

const outgoing = new Map<string, MediaStreamTrack[]>();

function connect(): RTCPeerConnection {
  return new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/opus',
          clockRate: 48_000,
          channels: 2,
          payloadType: OPUS_PAYLOAD_TYPE,
        }),
      ],
      // The clients offer video too, but never send any.
      video: [
        new RTCRtpCodecParameters({ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 96 }),
      ],
    },
    // Like our stage server, parse no header extensions.
    headerExtensions: { audio: [], video: [] },
  });
}

async function answer(connection: RTCPeerConnection, offer: string): Promise<string> {
  await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription(await connection.createAnswer());
  return connection.localDescription?.sdp ?? '';
}

async function publish(id: string, offer: string): Promise<string> {
  const tracks: MediaStreamTrack[] = [];
  outgoing.set(id, tracks);
  const connection = connect();
  const forward = (packet: RtpPacket) => {
    for (const track of tracks) track.writeRtp(packet);
  };
  connection.onTrack.subscribe((track) => track.onReceiveRtp.subscribe(forward));
  return answer(connection, offer);
}

async function subscribe(id: string, offer: string): Promise<string> {
  const tracks = outgoing.get(id);
  if (!tracks) throw new Error(`Nobody publishes as ${id}.`);
  const connection = connect();
  const track = new MediaStreamTrack({ kind: 'audio' });
  connection.addTransceiver(track, { direction: 'sendonly' });
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'connected') tracks.push(track);
  });
  return answer(connection, offer);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

serveForwarder(async ({ publishers, listeners }) => {
  const http = createServer((request, response) => {
    const [, action, id = ''] = (request.url ?? '').split('/');
    void read(request)
      .then((offer) => (action === 'publish' ? publish(id, offer) : subscribe(id, offer)))
      .then(
        (sdp) => response.end(sdp),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { kind: 'http', url: `http://127.0.0.1:${port}`, publishers, listeners };
});
