import type { Track } from 'node-datachannel';
import { sendBadly } from './impairment.ts';
import { MediaPeer, type MediaPeerOptions, type Source } from './media-peer.ts';
import type { MediaPorts } from './media-port.ts';
import { MediaRefusal } from './refusal.ts';
import { isRtpOf, setPayloadType } from './rtp.ts';

type PeerOptions = Omit<MediaPeerOptions, 'source' | 'port'>;

interface PublicationOptions extends PeerOptions {
  readonly ports: MediaPorts;
}

interface Listener {
  readonly track: Track;
  readonly payloadType: number;
}

/** What one participant publishes, and everybody whom it is forwarded to. */
export class Publication {
  readonly peer: MediaPeer;
  readonly source: Source;
  /** Its media has connected: others were told about it. */
  announced = false;
  readonly #payloadType: number;
  readonly #ports: MediaPorts;
  readonly #subscriptions = new Set<MediaPeer>();
  // An array, as it is walked for every packet.
  #listeners: readonly Listener[] = [];
  #ended = false;

  constructor(participantId: string, options: PublicationOptions) {
    const { payloadType, ssrc } = options.offer;
    if (ssrc === undefined) throw new MediaRefusal(400, 'The offer announces no SSRC');
    this.#payloadType = payloadType;
    this.#ports = options.ports;
    this.source = { ssrc, stream: participantId };
    this.peer = new MediaPeer({
      ...options,
      port: options.ports.published,
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

  /** Others may subscribe. */
  get live(): boolean {
    return this.announced && !this.#ended;
  }

  /** Adds a subscriber, which leaves by itself when its peer connection ends. */
  subscribe(options: Omit<PeerOptions, 'onConnected'>): MediaPeer {
    const subscription = new MediaPeer({
      ...options,
      port: this.#ports.subscribed,
      source: this.source,
      onConnected: () => {
        const { payloadType } = options.offer;
        this.#listeners = [...this.#listeners, { track: subscription.track, payloadType }];
      },
    });
    subscription.whenEnded(() => {
      this.#subscriptions.delete(subscription);
      this.#listeners = this.#listeners.filter(({ track }) => track !== subscription.track);
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  #forward(packet: Buffer): void {
    if (!isRtpOf(packet, this.source.ssrc, this.#payloadType)) return;
    const { impairment } = this.#ports;
    let payloadType = this.#payloadType;
    for (const listener of this.#listeners) {
      if (listener.payloadType !== payloadType) {
        payloadType = listener.payloadType;
        setPayloadType(packet, payloadType);
      }
      if (impairment) sendBadly(impairment, packet, (late) => send(listener.track, late));
      else send(listener.track, packet);
    }
  }
}

function send(track: Track, packet: Buffer): void {
  try {
    track.sendMessageBinary(packet);
  } catch {
    // It closed on the library's own thread; its state change is on the way here and ends the subscription.
  }
}
