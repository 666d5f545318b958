import { WebSocket } from 'ws';
import { MAX_SPEAKERS } from '../../api/limits.ts';
import { Coalescer } from './coalescer.ts';
import { endSocket } from './end-socket.ts';
import type { MediaPeer } from './media-peer.ts';
import type { MediaPorts } from './media-port.ts';
import { disconnect, type DisconnectCode, stageState, subscriberCount } from './stage-messages.ts';
import type { Offer } from './offer.ts';
import { Participant } from './stage-participant.ts';
import { Publication } from './forwarded-publication.ts';
import { MediaCode, MediaRefusal } from './refusal.ts';
import { StageSession } from './stage-session.ts';
import type { StageEvents } from './stage-events.ts';
import type { StageTimings } from './timings.ts';
import type { StageToken } from './token-claims.ts';

// A client that lets this much pile up reads no more; its state would be stale anyway.
const MAX_BUFFERED_BYTES = 1_000_000;

/** What stages share. */
export interface StageContext {
  readonly ports: MediaPorts;
  readonly events: StageEvents;
  readonly timings: StageTimings;
  readonly now: () => number;
  /** Nobody is left and the session is over. */
  readonly onIdle: (stage: Stage) => void;
}

/** One stage while somebody is on it: who is there, what they publish, and what everybody is told. */
export class Stage {
  readonly id: string;
  readonly arn: string;
  readonly session = new StageSession();
  readonly participants = new Map<string, Participant>();
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
   * Lets somebody in, or back in. The SDK keeps its trace id when it reconnects, maybe before we know that the old
   * connection broke, and keeps its media. Another trace id is another page with the same token: the first has to go.
   */
  join(token: StageToken, traceId: string, socket: WebSocket): Participant {
    const before = this.participants.get(token.participantId);
    if (before && (before.traceId !== traceId || traceId === ''))
      this.leave(before, 'TOKEN_REUSED', 'The token is used elsewhere');
    clearTimeout(this.#linger);
    const participant =
      this.participants.get(token.participantId) ?? new Participant(token, traceId);
    clearTimeout(participant.grace);
    participant.token = token;
    if (participant.socket) void endSocket(participant.socket, 1000);
    participant.socket = socket;
    this.participants.set(token.participantId, participant);
    this.#enforceRights(participant);
    this.session.joined(token, this.#context.now());
    // A number of its own: the SDK ignores a state that isn't newer than the last one that it saw, and waits.
    socket.send(stageState(this.id, this.#nextSequence(), this.#publishers()));
    this.#count.request();
    return participant;
  }

  /** The socket broke; its owner has a while to come back, and is heard meanwhile. */
  lostSocket(participant: Participant, socket: WebSocket): void {
    if (participant.socket !== socket) return;
    participant.socket = undefined;
    const { reconnectGrace } = this.#context.timings;
    participant.grace = setTimeout(() => this.leave(participant), reconnectGrace);
  }

  /** Somebody is gone, and is told why if the server ended it. */
  leave(participant: Participant, code?: DisconnectCode, reason = ''): void {
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

  /** Everybody has to go; the session is over. */
  end(code: DisconnectCode, reason: string): void {
    for (const participant of this.participants.values()) this.leave(participant, code, reason);
    clearTimeout(this.#linger);
    this.#context.onIdle(this);
  }

  setState(participant: Participant, audioMuted: boolean, videoStopped: boolean): void {
    participant.audioMuted = audioMuted;
    participant.videoStopped = videoStopped;
    if (participant.publication?.live) this.#state.request();
  }

  /** The participant goes on with a new token, which was found to be its own. */
  exchange(participant: Participant, token: StageToken): void {
    const previous = participant.token;
    participant.token = token;
    this.session.joined(token, this.#context.now());
    this.#context.events.exchanged(previous, token, this.session.id);
    this.#enforceRights(participant);
    if (participant.publication?.live) this.#state.request();
    if (previous.canSubscribe !== token.canSubscribe) this.#count.request();
  }

  publish(participant: Participant, offer: Offer): MediaPeer {
    const publishing = [...this.participants.values()].filter(({ publication }) => publication);
    if (!participant.publication && publishing.length >= MAX_SPEAKERS)
      throw new MediaRefusal(403, 'The stage has its 12 publishers', MediaCode.AtCapacity);
    const publication = new Publication(participant.id, {
      ports: this.#context.ports,
      offer,
      connectLimit: this.#context.timings.connectLimit,
      onConnected: () => {
        this.session.published(participant.id, this.#context.now());
        this.#context.events.published(participant.token, this.session.id);
        this.#state.request();
      },
    });
    publication.peer.whenEnded(() => this.#unpublished(participant, publication));
    // The SDK starts over when its connection fails. Others must see the old one go, or they keep listening to it.
    if (participant.publication) {
      participant.publication.peer.close();
      this.#state.flush();
    }
    participant.publication = publication;
    return publication.peer;
  }

  subscribe(participant: Participant, publisherId: string, offer: Offer): MediaPeer {
    if (publisherId === participant.id)
      throw new MediaRefusal(403, 'A participant can not subscribe to itself');
    const publication = this.participants.get(publisherId)?.publication;
    if (!publication?.live)
      throw new MediaRefusal(404, 'The participant to subscribe to does not publish');
    const subscription = publication.subscribe({
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

  /** A new token may allow less than the one before. */
  #enforceRights({ token, publication, subscriptions }: Participant): void {
    if (!token.canPublish) publication?.peer.close();
    if (!token.canSubscribe)
      for (const subscription of subscriptions.values()) subscription.close();
  }

  #unpublished(participant: Participant, publication: Publication): void {
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

  /** Rises even over a restart of the server, as clients that come back compare it with what they saw before. */
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
