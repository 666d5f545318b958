import { randomBytes } from 'node:crypto';
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import { withoutCandidates, withUnknownUser, type Impairment } from './impairment.ts';
import type { UdpPort } from './media-port.ts';
import { completeAnswer, type Offer } from './offer.ts';
import { MediaRefusal } from './media-refusal.ts';

/** The SSRC and stream id that are announced to a subscriber. */
export interface Source {
  readonly ssrc: number;
  readonly stream: string;
}

export interface MediaPeerOptions {
  readonly port: UdpPort;
  readonly offer: Offer;
  /** What the server sends; absent if it receives. */
  readonly source?: Source;
  /** For tests. */
  readonly impairment: Impairment | undefined;
  readonly connectLimit: number;
  readonly onConnected: () => void;
}

/** A peer connection with one audio track. */
export class MediaPeer {
  /** Part of the resource's URL. */
  readonly id = randomBytes(16).toString('base64url');
  readonly answer: string;
  readonly track: Track;
  readonly #connection: PeerConnection;
  readonly #whenEnded: (() => void)[] = [];
  readonly #limit: NodeJS.Timeout;
  #ended = false;

  constructor(options: MediaPeerOptions) {
    const { port, source, impairment, connectLimit, onConnected } = options;
    const blocked = impairment?.udpBlocked === true;
    const offer = blocked ? withoutCandidates(options.offer) : options.offer;
    this.#connection = new PeerConnection('', {
      iceServers: [],
      bindAddress: port.address,
      enableIceUdpMux: true,
      portRangeBegin: port.port,
      portRangeEnd: port.port,
    });
    try {
      this.track = this.#connection.addTrack(describeAudio(offer, source));
      // Required even if nothing had to be done: without this listener, the library keeps a closed track in its list and
      // reads it at the end, when it may have been freed. The listener also keeps the track alive until then.
      this.track.onClosed(() => this.close());
      this.#connection.setRemoteDescription(offer.audioSdp, 'offer');
      // The answer already has all candidates: host candidates are gathered synchronously, and there are no others.
      const answer = completeAnswer(offer, this.#connection.localDescription()?.sdp ?? '');
      this.answer = blocked ? withUnknownUser(answer) : answer;
    } catch (cause) {
      this.#connection.close();
      throw new MediaRefusal(400, `The offer can't be answered: ${String(cause)}`);
    }
    this.#limit = setTimeout(() => this.close(), connectLimit);
    this.#connection.onStateChange((state) => {
      if (this.#ended) return;
      if (state === 'connected') {
        clearTimeout(this.#limit);
        onConnected();
      } else if (state === 'disconnected' || state === 'failed' || state === 'closed') {
        this.close();
      }
    });
  }

  /** Calls back when the connection ends, for any reason. */
  whenEnded(listener: () => void): void {
    this.#whenEnded.push(listener);
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#limit);
    this.track.close();
    this.#connection.close();
    for (const listener of this.#whenEnded) listener();
  }
}

function describeAudio(offer: Offer, source: Source | undefined): Audio {
  const audio = new Audio(offer.audioMid, source ? 'SendOnly' : 'RecvOnly');
  audio.addOpusCodec(offer.payloadType, offer.fmtp);
  if (source) audio.addSSRC(source.ssrc, source.stream, source.stream, `${source.stream}-audio`);
  return audio;
}
