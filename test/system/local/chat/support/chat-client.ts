import { WebSocket } from 'ws';
import { waitFor } from '../../../../support/eventually.ts';

/** A frame of the server. */
export type Frame = Readonly<Record<string, unknown>>;

let requests = 0;

/** A client of the messaging socket that can send anything. */
export class ChatClient {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly #answers = new Map<unknown, Frame>();
  readonly #waiting = new Map<unknown, (frame: Frame) => void>();
  /** The code that the connection was closed with. */
  closed: number | undefined;

  constructor(url: string, token: string, origin?: string) {
    this.socket = new WebSocket(url, token, origin === undefined ? {} : { origin });
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      this.frames.push(frame);
      this.#answers.set(frame['RequestId'], frame);
      this.#waiting.get(frame['RequestId'])?.(frame);
    });
    this.socket.on('close', (code) => (this.closed = code));
    this.socket.on('error', () => {});
  }

  /** @throws {Error} With the answer to the handshake, if it was refused. */
  async connected(): Promise<this> {
    await new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    return this;
  }

  /** Sends a request. Returns its id. */
  request(members: Frame): string {
    const RequestId = `request-${(requests += 1)}`;
    this.socket.send(JSON.stringify({ RequestId, ...members }));
    return RequestId;
  }

  say(Content: string, Attributes: Readonly<Record<string, string>> = {}): string {
    return this.request({ Action: 'SEND_MESSAGE', Content, Attributes });
  }

  /** Waits for the frame that answers a request. Without polling, since hundreds wait at once in the load test. */
  async answer(requestId: string, limitMs = 10_000): Promise<Frame> {
    const given = this.#answers.get(requestId);
    if (given) return given;
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`Not within ${limitMs} ms: the answer to ${requestId}`));
      const timer = setTimeout(late, limitMs);
      this.#waiting.set(requestId, (frame) => {
        clearTimeout(timer);
        this.#waiting.delete(requestId);
        resolve(frame);
      });
    });
  }

  /** Waits for an event. */
  event(name: string): Promise<Frame> {
    return waitFor(`the event ${name}`, () =>
      this.frames.find((frame) => frame['EventName'] === name),
    );
  }

  ended(): Promise<number> {
    return waitFor('the end of the connection', () => this.closed);
  }
}
