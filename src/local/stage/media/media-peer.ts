import { randomBytes } from 'node:crypto';
import { Audio, PeerConnection, type Track } from 'node-datachannel';
import type { MediaPort } from './media-port.ts';
import { completeAnswer, type Offer } from './offer.ts';
import { MediaRefusal } from './refusal.ts';

/** The SSRC and stream that a subscriber is told to expect. */
export interface Source {
  readonly ssrc: number;
  readonly stream: string;
}

export interface MediaPeerOptions {
  readonly port: MediaPort;
  readonly offer: Offer;
  /** What the server sends; absent if it receives. */
  readonly source?: Source;
  readonly connectLimit: number;
  readonly onConnected: () => void;
}

/** One peer connection with one audio track, from its offer to its end. */
export class MediaPeer {
  /** Unguessable: who knows it may end the peer connection. */
  readonly id = randomBytes(16).toString('base64url');
  readonly answer: string;
  readonly track: Track;
  readonly #connection: PeerConnection;
  readonly #whenEnded: (() => void)[] = [];
  readonly #limit: NodeJS.Timeout;
  #ended = false;

  constructor({ port, offer, source, connectLimit, onConnected }: MediaPeerOptions) {
    this.#connection = new PeerConnection('', {
      iceServers: [],
      bindAddress: port.address,
      enableIceUdpMux: true,
      portRangeBegin: port.port,
      portRangeEnd: port.port,
    });
    try {
      this.track = this.#connection.addTrack(describeAudio(offer, source));
      // Not only to notice: without this listener the library never strikes the track from its list, and reads it there
      // at the end, when it may be garbage. The listener keeps the track alive until then, too.
      this.track.onClosed(() => this.close());
      this.#connection.setRemoteDescription(offer.audioSdp, 'offer');
      // Host candidates are gathered by the time that the call returns: there is no server to ask.
      this.answer = completeAnswer(offer, this.#connection.localDescription()?.sdp ?? '');
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

  /** Calls back once it has ended, whoever ended it. */
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
