import { WebSocket } from 'ws';
import type { ChatSession } from '../shared/chat-records.ts';
import { endSocket } from '../shared/end-socket.ts';
import { TokenBucket } from '../shared/token-bucket.ts';
import type { ChatFrame } from './chat-frames.ts';

/** Requests a second that IVS Chat accepts on a connection. */
const REQUESTS_PER_SECOND = 10;

/** What a client may leave unread: two seconds of a room with the largest messages at the highest rate. */
const MAX_UNREAD_BYTES = 2 ** 20;

/** Somebody who is connected to a room. A user may have several connections. */
export class ChatConnection {
  readonly session: ChatSession;
  readonly #socket: WebSocket;
  readonly #requests: TokenBucket;

  constructor(session: ChatSession, socket: WebSocket, now: () => number) {
    this.session = session;
    this.#socket = socket;
    this.#requests = new TokenBucket(now);
  }

  /** Counts a request. Returns false if there were too many in this second. */
  countRequest(): boolean {
    return this.#requests.take(REQUESTS_PER_SECOND);
  }

  /** Sends a frame. A client that does not read is cut off instead. */
  send({ bytes }: ChatFrame): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_UNREAD_BYTES) this.#socket.terminate();
    else this.#socket.send(bytes, { binary: false });
  }

  /** @param code - That of the WebSocket's close frame. */
  end(code: number): void {
    void endSocket(this.#socket, code);
  }
}
