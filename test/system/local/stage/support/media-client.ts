import { Audio, PeerConnection, type Track, Video } from 'node-datachannel';
import { waitFor } from '../../../../support/eventually.ts';
import { makeRtp } from '../../../../support/rtp-packet.ts';

const CANDIDATES = /a=(?:candidate:|end-of-candidates)[^\r\n]*\r\n/g;

const ENDED = /^(?:failed|closed|disconnected)$/;

/** A client's peer connection, with one Opus track and a video section like the SDK's. */
export class MediaClient {
  readonly offer: string;
  readonly received: Buffer[] = [];
  location = '';
  answer = '';
  state = 'new';
  readonly track: Track;
  readonly #video: Track;
  readonly #connection: PeerConnection;
  #sequence = 0;
  readonly #ssrc: number;

  static publisher(ssrc: number, payloadType = 111): MediaClient {
    return new MediaClient('SendOnly', ssrc, payloadType);
  }

  static subscriber(payloadType = 111): MediaClient {
    return new MediaClient('RecvOnly', 0, payloadType);
  }

  private constructor(direction: 'SendOnly' | 'RecvOnly', ssrc: number, payloadType: number) {
    this.#ssrc = ssrc;
    this.#connection = new PeerConnection('', { iceServers: [], bindAddress: '127.0.0.1' });
    this.#connection.onStateChange((state) => (this.state = state));
    const audio = new Audio('0', direction);
    audio.addOpusCodec(payloadType);
    if (ssrc) audio.addSSRC(ssrc, 'cname', 'stream', 'track');
    this.track = this.#connection.addTrack(audio);
    this.track.onMessage((packet) => this.onPacket(packet));
    // As in the server: without this listener, the library may read a track after it has been freed.
    this.track.onClosed(() => (this.state = 'closed'));
    const video = new Video('1', direction);
    video.addVP8Codec(96);
    this.#video = this.#connection.addTrack(video);
    this.#video.onClosed(() => (this.state = 'closed'));
    this.#connection.setLocalDescription('offer');
    // Candidates are removed here and added after the answer: on loopback, ICE would connect before the library has stored
    // the other side's fingerprint, and DTLS would fail. Browsers wait.
    this.offer = (this.#connection.localDescription()?.sdp ?? '').replace(CANDIDATES, '');
  }

  /** Handles a packet: stores it, unless a benchmark replaces this. */
  onPacket = (packet: Buffer): void => {
    if (packet.readUInt8(1) < 192 || packet.readUInt8(1) > 223) this.received.push(packet);
  };

  async accept(answer: string): Promise<void> {
    this.answer = answer;
    this.#connection.setRemoteDescription(answer.replace(CANDIDATES, ''), 'answer');
    for (const [line] of answer.matchAll(/a=candidate:[^\r\n]*/g))
      this.#connection.addRemoteCandidate(line, '0');
    await waitFor('media connected or not', () => this.track.isOpen() || ENDED.test(this.state));
    if (ENDED.test(this.state)) throw new Error(`media ${this.state}`);
  }

  /** Sends an RTP packet and returns it. */
  send(payload: Buffer, payloadType = 111): Buffer {
    const packet = makeRtp(this.#ssrc, this.#sequence, payload, payloadType);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.track.sendMessageBinary(packet);
    return packet;
  }

  close(): void {
    this.track.close();
    this.#video.close();
    this.#connection.close();
  }
}
