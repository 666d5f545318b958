import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { endSocket } from '../shared/end-socket.ts';
import type { Gatekeeper } from './tokens/gatekeeper.ts';
import {
  type ClientMessage,
  exchanged,
  joinError,
  parseMessage,
  pong,
} from './messages/stage-messages.ts';
import type { StageParticipant } from './session/stage-participant.ts';
import { JoinRefusal } from './tokens/join-refusal.ts';
import type { Stage } from './session/stage.ts';
import type { StageTimings } from './session/stage-timings.ts';
import type { StageToken } from './tokens/token-claims.ts';

// Enough for two tokens of 4 KB and the JSON around them.
const MAX_MESSAGE_BYTES = 16_384;

// Per ping interval. A person who keeps hitting the mute button sends ten a second.
const MAX_MESSAGES_PER_INTERVAL = 200;

export interface EventsSocketOptions {
  readonly gatekeeper: Gatekeeper;
  readonly timings: StageTimings;
  readonly report: (failure: unknown) => void;
  readonly enter: (
    token: StageToken,
    traceId: string,
    socket: WebSocket,
  ) => { stage: Stage; participant: StageParticipant };
}

/** How a socket is doing: a silent one is closed, and one that sends too much. */
interface SocketActivity {
  /** When something last arrived, in `performance.now()` time. */
  lastReceived: number;
  /** Messages since the last ping. */
  messages: number;
}

/** The WebSocket endpoint that tells participants what happens on their stage and detects those whose connection is dead. */
export class EventsSocket {
  readonly #options: EventsSocketOptions;
  readonly #activity = new Map<WebSocket, SocketActivity>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // The token is sent as the subprotocol, and browsers expect an echo of it.
    handleProtocols: (protocols) => protocols.values().next().value ?? false,
  });

  constructor(options: EventsSocketOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#beat(), options.timings.pingInterval);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#activity.size;
  }

  accept(request: IncomingMessage, duplex: Duplex, head: Buffer, query: URLSearchParams): void {
    this.#server.handleUpgrade(request, duplex, head, (socket) => {
      const activity = { lastReceived: performance.now(), messages: 0 };
      this.#activity.set(socket, activity);
      // A reset or an invalid frame. A 'close' event follows.
      socket.on('error', () => {});
      socket.on('close', () => this.#activity.delete(socket));
      socket.on('pong', () => (activity.lastReceived = performance.now()));
      try {
        this.#join(socket, activity, query);
      } catch (cause) {
        if (!(cause instanceof JoinRefusal)) this.#options.report(cause);
        const code = cause instanceof JoinRefusal ? cause.code : 'INTERNAL';
        socket.send(joinError(code, reasonOf(cause)));
        void endSocket(socket, 1000);
      }
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await Promise.all([...this.#activity.keys()].map((socket) => endSocket(socket, 1001)));
  }

  #join(socket: WebSocket, activity: SocketActivity, query: URLSearchParams): void {
    const { gatekeeper, enter } = this.#options;
    const token = gatekeeper.admit(socket.protocol);
    if (query.get('topic') !== `${token.stageId}/publishers`)
      throw new JoinRefusal('TOKEN_INVALID', 'The token is for a different topic');
    const { stage, participant } = enter(token, query.get('traceid') ?? '', socket);
    socket.on('message', (data, isBinary) => {
      // The socket is closing: this message arrived in the same packet as the cause.
      if (socket.readyState !== WebSocket.OPEN) return;
      activity.lastReceived = performance.now();
      activity.messages += 1;
      const message = isBinary ? undefined : parseMessage(textOf(data));
      if (!message || activity.messages > MAX_MESSAGES_PER_INTERVAL) void endSocket(socket, 1008);
      else if (participant.socket === socket) this.#handle(message, stage, participant, socket);
    });
    socket.on('close', (code) => {
      // 1000, 1001 and 1005: the participant left or the page closed. 1008: closed for a violation. Others may reconnect.
      if (participant.socket === socket && [1000, 1001, 1005, 1008].includes(code))
        stage.leave(participant);
      else stage.lostSocket(participant, socket);
    });
  }

  #handle(
    message: ClientMessage,
    stage: Stage,
    participant: StageParticipant,
    socket: WebSocket,
  ): void {
    switch (message.type) {
      case 'state':
        stage.setState(participant, message.audioMuted, message.videoStopped);
        break;
      case 'exchange':
        try {
          const token = this.#options.gatekeeper.admitSuccessor(
            participant.token,
            message.newToken,
          );
          stage.exchange(participant, token);
          socket.send(exchanged(message));
        } catch (cause) {
          if (!(cause instanceof JoinRefusal)) this.#options.report(cause);
          socket.send(exchanged(message, reasonOf(cause)));
        }
        break;
      case 'ping':
        socket.send(pong);
        break;
      case 'unknown':
        break;
    }
  }

  #beat(): void {
    const limit = performance.now() - this.#options.timings.silenceLimit;
    for (const [socket, activity] of this.#activity) {
      activity.messages = 0;
      if (activity.lastReceived < limit) socket.terminate();
      else socket.ping();
    }
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof JoinRefusal ? cause.message : 'The stage server failed';
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)).toString();
}
