import { WebSocket } from 'ws';
import { MAX_SPEAKERS } from '../../../api/limits.ts';
import { Coalescer } from './coalescer.ts';
import { endSocket } from '../../shared/end-socket.ts';
import type { MediaPeer } from '../media/media-peer.ts';
import type { Impairment } from '../media/impairment.ts';
import type { UdpPort } from '../media/media-port.ts';
import {
  disconnect,
  type DisconnectCode,
  stageState,
  subscriberCount,
} from '../messages/stage-messages.ts';
import type { Offer } from '../media/offer.ts';
import { StageParticipant } from './stage-participant.ts';
import { ForwardedPublication } from '../media/forwarded-publication.ts';
import { MediaCode, MediaRefusal } from '../media/media-refusal.ts';
import { StageSession } from './stage-session.ts';
import type { StageUpdateEvents } from './stage-update-events.ts';
import type { StageTimings } from './stage-timings.ts';
import type { StageToken } from '../tokens/token-claims.ts';

// A client with this much unsent data has stopped reading, and its state would be stale anyway.
const MAX_BUFFERED_BYTES = 1_000_000;

/** What all stages of a server share. */
export interface StageContext {
  /** For tests. */
  readonly impairment: Impairment | undefined;
  readonly events: StageUpdateEvents;
  readonly timings: StageTimings;
  readonly now: () => number;
  /** Called when the session is over. */
  readonly onIdle: (stage: Stage) => void;
}

/** A stage with its participants: what they publish and the messages that they get. */
export class Stage {
  readonly id: string;
  readonly arn: string;
  readonly session = new StageSession();
  readonly participants = new Map<string, StageParticipant>();
  readonly #context: StageContext;
  readonly #state: Coalescer;
  readonly #count: Coalescer;
  #linger: NodeJS.Timeout | undefined;
  #sequence = 0;

  constructor(token: StageToken, context: StageContext) {
    this.id = token.stageId;
    this.arn = token.stageArn;
    this.#context = context;
    const { timings } = context;
    const apart = (least: number, each: number) => () =>
      Math.max(least, each * this.participants.size);
    this.#state = new Coalescer(apart(timings.stateInterval, timings.stateIntervalEach), () =>
      this.#broadcast(stageState(this.id, this.#nextSequence(), this.#publishers())),
    );
    this.#count = new Coalescer(apart(timings.countInterval, timings.countIntervalEach), () =>
      this.#broadcast(subscriberCount(this.#subscribers(), this.#nextSequence())),
    );
  }

  /**
   * Adds a participant, or reconnects one. When the SDK reconnects, perhaps before the server notices that the old
   * connection broke, it keeps its trace id and its media. A different trace id is another page with the same token: the
   * first page is disconnected.
   */
  join(token: StageToken, traceId: string, socket: WebSocket): StageParticipant {
    const before = this.participants.get(token.participantId);
    if (before && (before.traceId !== traceId || traceId === ''))
      this.leave(before, 'TOKEN_REUSED', 'The token is in use elsewhere');
    clearTimeout(this.#linger);
    const participant =
      this.participants.get(token.participantId) ?? new StageParticipant(token, traceId);
    clearTimeout(participant.grace);
    participant.token = token;
    if (participant.socket) void endSocket(participant.socket, 1000);
    participant.socket = socket;
    this.participants.set(token.participantId, participant);
    this.#enforceRights(participant);
    this.session.joined(token, this.#context.now());
    // With a new sequence number: the SDK ignores a state that is not newer than the last one, and would wait for another.
    socket.send(stageState(this.id, this.#nextSequence(), this.#publishers()));
    this.#count.request();
    return participant;
  }

  /** Starts the grace period in which a participant whose socket was lost may reconnect. Its media goes on meanwhile. */
  lostSocket(participant: StageParticipant, socket: WebSocket): void {
    if (participant.socket !== socket) return;
    participant.socket = undefined;
    const { reconnectGrace } = this.#context.timings;
    participant.grace = setTimeout(() => this.leave(participant), reconnectGrace);
  }

  /** Removes a participant. With a code, it is first told why the server disconnects it. */
  leave(participant: StageParticipant, code?: DisconnectCode, reason = ''): void {
    if (this.participants.get(participant.id) !== participant) return;
    this.participants.delete(participant.id);
    this.session.left(participant.id, this.#context.now());
    clearTimeout(participant.grace);
    participant.publication?.peer.close();
    for (const subscription of participant.subscriptions.values()) subscription.close();
    const { socket } = participant;
    participant.socket = undefined;
    if (socket && code) {
      socket.send(disconnect(code, reason));
      void endSocket(socket, 1000);
    }
    this.#count.request();
    if (this.participants.size > 0) return;
    this.#count.cancel();
    this.#state.cancel();
    const { sessionLinger } = this.#context.timings;
    this.#linger = setTimeout(() => this.#context.onIdle(this), sessionLinger);
  }

  /** Disconnects all participants and ends the session. */
  end(code: DisconnectCode, reason: string): void {
    for (const participant of this.participants.values()) this.leave(participant, code, reason);
    clearTimeout(this.#linger);
    this.#context.onIdle(this);
  }

  setState(participant: StageParticipant, audioMuted: boolean, videoStopped: boolean): void {
    participant.audioMuted = audioMuted;
    participant.videoStopped = videoStopped;
    if (participant.publication?.live) this.#state.request();
  }

  /** Replaces a participant's token with a verified one. */
  exchange(participant: StageParticipant, token: StageToken): void {
    const previous = participant.token;
    participant.token = token;
    this.session.joined(token, this.#context.now());
    this.#context.events.exchanged(previous, token, this.session.id);
    this.#enforceRights(participant);
    if (participant.publication?.live) this.#state.request();
    if (previous.canSubscribe !== token.canSubscribe) this.#count.request();
  }

  publish(participant: StageParticipant, offer: Offer, port: UdpPort): MediaPeer {
    const publishing = [...this.participants.values()].filter(({ publication }) => publication);
    if (!participant.publication && publishing.length >= MAX_SPEAKERS)
      throw new MediaRefusal(
        403,
        `The stage already has ${MAX_SPEAKERS} publishers`,
        MediaCode.AtCapacity,
      );
    const publication = new ForwardedPublication(participant.id, {
      impairment: this.#context.impairment,
      port,
      offer,
      connectLimit: this.#context.timings.connectLimit,
      onConnected: () => {
        this.session.published(participant.id, this.#context.now());
        this.#context.events.published(participant.token, this.session.id);
        this.#state.request();
      },
    });
    publication.peer.whenEnded(() => this.#unpublished(participant, publication));
    // The SDK publishes again when its connection fails. Others must see the old one end, or they stay subscribed to it.
    if (participant.publication) {
      participant.publication.peer.close();
      this.#state.flush();
    }
    participant.publication = publication;
    return publication.peer;
  }

  subscribe(
    participant: StageParticipant,
    publisherId: string,
    offer: Offer,
    port: UdpPort,
  ): MediaPeer {
    if (publisherId === participant.id)
      throw new MediaRefusal(403, "A participant can't subscribe to itself");
    const publication = this.participants.get(publisherId)?.publication;
    if (!publication?.live) throw new MediaRefusal(404, 'That participant does not publish');
    const subscription = publication.subscribe({
      port,
      offer,
      connectLimit: this.#context.timings.connectLimit,
    });
    subscription.whenEnded(() => {
      if (participant.subscriptions.get(publisherId) === subscription)
        participant.subscriptions.delete(publisherId);
    });
    participant.subscriptions.get(publisherId)?.close();
    participant.subscriptions.set(publisherId, subscription);
    return subscription;
  }

  /** Ends media that a new token no longer allows. */
  #enforceRights({ token, publication, subscriptions }: StageParticipant): void {
    if (!token.canPublish) publication?.peer.close();
    if (!token.canSubscribe)
      for (const subscription of subscriptions.values()) subscription.close();
  }

  #unpublished(participant: StageParticipant, publication: ForwardedPublication): void {
    if (participant.publication === publication) participant.publication = undefined;
    if (!publication.announced) return;
    this.session.unpublished(participant.id, this.#context.now());
    this.#context.events.unpublished(participant.token, this.session.id);
    this.#state.request();
  }

  #publishers() {
    const live = [...this.participants.values()].filter(({ publication }) => publication?.live);
    return live.map(({ state }) => state);
  }

  #subscribers(): number {
    let count = 0;
    for (const { token } of this.participants.values()) if (token.canSubscribe) count += 1;
    return count;
  }

  /** Also increases across restarts of the server: clients that reconnect compare it with the last one that they saw. */
  #nextSequence(): number {
    this.#sequence = Math.max(this.#sequence + 1, this.#context.now());
    return this.#sequence;
  }

  #broadcast(message: string): void {
    const data = Buffer.from(message);
    for (const { socket } of this.participants.values()) {
      if (!socket || socket.readyState !== WebSocket.OPEN) continue;
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
      else socket.send(data, { binary: false });
    }
  }
}
