import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { endSocket } from './end-socket.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { type ClientMessage, exchanged, joinError, parseMessage, pong } from './stage-messages.ts';
import type { Participant } from './stage-participant.ts';
import { JoinRefusal } from './refusal.ts';
import type { Stage } from './stage.ts';
import type { StageTimings } from './timings.ts';
import type { StageToken } from './token-claims.ts';

// Two tokens of 4 KB and their envelope.
const MAX_MESSAGE_BYTES = 16_384;

// A person who hammers on the mute button sends ten a second.
const MAX_MESSAGES_PER_INTERVAL = 200;

export interface EventsSocketOptions {
  readonly gatekeeper: Gatekeeper;
  readonly timings: StageTimings;
  readonly report: (failure: unknown) => void;
  readonly enter: (
    token: StageToken,
    traceId: string,
    socket: WebSocket,
  ) => { stage: Stage; participant: Participant };
}

interface Vitals {
  heard: number;
  messages: number;
}

/** The WebSocket that tells each participant what happens on its stage, and by which we know that it is alive. */
export class EventsSocket {
  readonly #options: EventsSocketOptions;
  readonly #vitals = new Map<WebSocket, Vitals>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // The token is the one subprotocol, and a browser wants it echoed.
    handleProtocols: (protocols) => protocols.values().next().value ?? false,
  });

  constructor(options: EventsSocketOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#beat(), options.timings.pingInterval);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#vitals.size;
  }

  accept(request: IncomingMessage, duplex: Duplex, head: Buffer, query: URLSearchParams): void {
    this.#server.handleUpgrade(request, duplex, head, (socket) => {
      const vitals = { heard: performance.now(), messages: 0 };
      this.#vitals.set(socket, vitals);
      // A reset or a broken frame; 'close' follows.
      socket.on('error', () => {});
      socket.on('close', () => this.#vitals.delete(socket));
      socket.on('pong', () => (vitals.heard = performance.now()));
      try {
        this.#join(socket, vitals, query);
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
    await Promise.all([...this.#vitals.keys()].map((socket) => endSocket(socket, 1001)));
  }

  #join(socket: WebSocket, vitals: Vitals, query: URLSearchParams): void {
    const { gatekeeper, enter } = this.#options;
    const token = gatekeeper.admit(socket.protocol);
    if (query.get('topic') !== `${token.stageId}/publishers`)
      throw new JoinRefusal('TOKEN_INVALID', 'The token is for another topic');
    const { stage, participant } = enter(token, query.get('traceid') ?? '', socket);
    socket.on('message', (data, isBinary) => {
      // What else came in the same packet as the reason to close it.
      if (socket.readyState !== WebSocket.OPEN) return;
      vitals.heard = performance.now();
      vitals.messages += 1;
      const message = isBinary ? undefined : parseMessage(textOf(data));
      if (!message || vitals.messages > MAX_MESSAGES_PER_INTERVAL) void endSocket(socket, 1008);
      else if (participant.socket === socket) this.#handle(message, stage, participant, socket);
    });
    socket.on('close', (code) => {
      // 1000, 1001 and 1005 are a leave or a page that closes; anything else may come back.
      if (participant.socket === socket && [1000, 1001, 1005, 1008].includes(code))
        stage.leave(participant);
      else stage.lostSocket(participant, socket);
    });
  }

  #handle(message: ClientMessage, stage: Stage, participant: Participant, socket: WebSocket): void {
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
    for (const [socket, vitals] of this.#vitals) {
      vitals.messages = 0;
      if (vitals.heard < limit) socket.terminate();
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
