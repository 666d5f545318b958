import type { Track } from 'node-datachannel';
import { sendBadly, type Impairment } from './impairment.ts';
import { MediaPeer, type MediaPeerOptions, type Source } from './media-peer.ts';
import { MediaRefusal } from './media-refusal.ts';
import { isRtpOf, setPayloadType } from './rtp.ts';

type PublicationOptions = Omit<MediaPeerOptions, 'source'>;

interface Subscriber {
  readonly track: Track;
  readonly payloadType: number;
}

/** A participant's published audio, forwarded to its subscribers. */
export class ForwardedPublication {
  readonly peer: MediaPeer;
  readonly source: Source;
  /** Whether its media has connected, so that it was announced to others. */
  announced = false;
  readonly #payloadType: number;
  readonly #impairment: Impairment | undefined;
  readonly #subscriptions = new Set<MediaPeer>();
  // An array because it is iterated for every packet.
  #subscribers: readonly Subscriber[] = [];
  #ended = false;

  constructor(participantId: string, options: PublicationOptions) {
    const { payloadType, ssrc } = options.offer;
    if (ssrc === undefined) throw new MediaRefusal(400, 'The offer announces no SSRC');
    this.#payloadType = payloadType;
    this.#impairment = options.impairment;
    this.source = { ssrc, stream: participantId };
    this.peer = new MediaPeer({
      ...options,
      onConnected: () => {
        this.announced = true;
        options.onConnected();
      },
    });
    this.peer.whenEnded(() => {
      this.#ended = true;
      for (const subscription of this.#subscriptions) subscription.close();
    });
    this.peer.track.onMessage((packet) => this.#forward(packet));
  }

  /** Whether others may subscribe. */
  get live(): boolean {
    return this.announced && !this.#ended;
  }

  /** Adds a subscriber until its peer connection ends. */
  subscribe(options: Omit<PublicationOptions, 'onConnected' | 'impairment'>): MediaPeer {
    const subscription = new MediaPeer({
      ...options,
      impairment: this.#impairment,
      source: this.source,
      onConnected: () => {
        const { payloadType } = options.offer;
        this.#subscribers = [...this.#subscribers, { track: subscription.track, payloadType }];
      },
    });
    subscription.whenEnded(() => {
      this.#subscriptions.delete(subscription);
      this.#subscribers = this.#subscribers.filter(({ track }) => track !== subscription.track);
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  #forward(packet: Buffer): void {
    if (!isRtpOf(packet, this.source.ssrc, this.#payloadType)) return;
    const impairment = this.#impairment;
    let payloadType = this.#payloadType;
    for (const subscriber of this.#subscribers) {
      if (subscriber.payloadType !== payloadType) {
        payloadType = subscriber.payloadType;
        setPayloadType(packet, payloadType);
      }
      if (impairment) sendBadly(impairment, packet, (late) => send(subscriber.track, late));
      else send(subscriber.track, packet);
    }
  }
}

function send(track: Track, packet: Buffer): void {
  try {
    track.sendMessageBinary(packet);
  } catch {
    // The track closed on the library's thread. Its state change has not arrived yet; it will end the subscription.
  }
}
