import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { endSocket } from '../shared/end-socket.ts';

// Enough for 500 code points that are all escaped, 1 KB of attributes, and the JSON around them.
const MAX_FRAME_BYTES = 16_384;

// Frames of a client between two pings, of which all but ten a second are refused. More is an attack.
const MAX_FRAMES_PER_INTERVAL = 200;

/** How long the messaging socket waits, in milliseconds. */
export interface ChatTimings {
  /** Time between two pings to a client. */
  readonly pingInterval: number;
  /** A socket is considered dead after this much silence. */
  readonly silenceLimit: number;
}

// As for the events socket of stages: a sleeping laptop is detected after 9 s.
export const defaultTimings: ChatTimings = { pingInterval: 2_000, silenceLimit: 7_000 };

/** Who receives what arrives on a socket. */
export interface Receiver {
  readonly receive: (text: string) => void;
  readonly closed: () => void;
}

interface SocketActivity {
  /** When something last arrived, in `performance.now()` time. */
  lastReceived: number;
  /** Frames since the last ping. */
  frames: number;
}

/** The WebSocket server of chat. It closes sockets that are dead, silent, or send what no client would. */
export class MessagingSocket {
  readonly #timings: ChatTimings;
  readonly #report: (failure: unknown) => void;
  readonly #activity = new Map<WebSocket, SocketActivity>();
  readonly #heartbeat: NodeJS.Timeout;
  #lastBeat = performance.now();
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // The token is sent as the subprotocol, and browsers expect an echo of it.
    handleProtocols: (protocols) => protocols.values().next().value ?? false,
  });

  constructor(timings: ChatTimings, report: (failure: unknown) => void) {
    this.#timings = timings;
    this.#report = report;
    this.#heartbeat = setInterval(() => this.#beat(), timings.pingInterval);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#activity.size;
  }

  /** Completes a handshake. */
  accept(
    request: IncomingMessage,
    duplex: Duplex,
    head: Buffer,
    connect: (socket: WebSocket) => Receiver,
  ): void {
    this.#server.handleUpgrade(request, duplex, head, (socket) => {
      const activity = { lastReceived: performance.now(), frames: 0 };
      this.#activity.set(socket, activity);
      // A reset or an invalid frame. A 'close' event follows.
      socket.on('error', () => {});
      socket.on('pong', () => (activity.lastReceived = performance.now()));
      const receiver = connect(socket);
      socket.on('message', (data, isBinary) => {
        // The socket is closing: this frame arrived in the same packet as the cause.
        if (socket.readyState !== WebSocket.OPEN) return;
        activity.lastReceived = performance.now();
        activity.frames += 1;
        if (isBinary || activity.frames > MAX_FRAMES_PER_INTERVAL) void endSocket(socket, 1008);
        else this.#receive(receiver, textOf(data), socket);
      });
      socket.on('close', () => {
        this.#activity.delete(socket);
        receiver.closed();
      });
    });
  }

  /** Cuts all connections, as a server that dies does: the SDK reconnects then, but not after a close frame. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const socket of this.#activity.keys()) socket.terminate();
  }

  #receive(receiver: Receiver, text: string, socket: WebSocket): void {
    try {
      receiver.receive(text);
    } catch (bug) {
      this.#report(bug);
      void endSocket(socket, 1011);
    }
  }

  #beat(): void {
    const now = performance.now();
    const limit = now - this.#timings.silenceLimit;
    // This process was held up, so what clients sent has not been read yet.
    const late = now - this.#lastBeat > 2 * this.#timings.pingInterval;
    this.#lastBeat = now;
    for (const [socket, activity] of this.#activity) {
      activity.frames = 0;
      if (late) activity.lastReceived = now;
      if (activity.lastReceived < limit) socket.terminate();
      else socket.ping();
    }
  }
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)).toString();
}
