import type { OpenChannelResponse } from '../../../../src/api/channel-schemas.ts';
import { replace } from '../client-support.ts';

const ENDPOINT = 'wss://chat.test';

interface Request {
  readonly Action: string;
  readonly RequestId: string;
  readonly Content?: string;
  readonly Id?: string;
  readonly Attributes?: Record<string, string>;
}

type Grant = Pick<OpenChannelResponse, 'userId' | 'role' | 'mayWrite'>;

/** A chat room behind the real SDK: it replaces `WebSocket`, and speaks the protocol of IVS Chat. */
export class FakeChat {
  /** Each connection that was opened, in order. */
  readonly sockets: FakeSocket[] = [];
  /** What each request was, in order. */
  readonly requests: Request[] = [];
  /** How the next requests are refused, in order; undefined: not at all. */
  readonly refusals: (number | undefined)[] = [];
  /** Whether handshakes are refused. */
  down = false;
  /** Whether requests are not answered. */
  silent = false;
  sessionMs = 3_600_000;
  readonly #grants = new Map<string, Grant>();
  readonly #restore: () => void;
  #ids = 0;
  #tokens = 0;

  constructor() {
    const { WebSocket: Real } = globalThis;
    const open = (token: string, socket: FakeSocket) => this.#open(token, socket);
    this.#restore = replace(
      globalThis,
      'WebSocket',
      new Proxy(Real, {
        construct: (target, args: [string, string?]) =>
          args[0].startsWith(ENDPOINT)
            ? new FakeSocket(args[1] ?? '', open, (socket, text) => this.#answer(socket, text))
            : new target(...args),
      }),
    );
  }

  /** Those that are open. */
  get open(): readonly FakeSocket[] {
    return this.sockets.filter(({ readyState }) => readyState === 1);
  }

  restore(): void {
    for (const socket of this.open) socket.close();
    this.#restore();
  }

  /** What the API answers to whoever opens the channel. */
  grant(grant: Grant, now = Date.now()): OpenChannelResponse {
    const token = `chat.${++this.#tokens}`;
    this.#grants.set(token, grant);
    return {
      ...{ endpoint: ENDPOINT, token, ...grant },
      tokenExpiresAt: new Date(now + 60_000).toISOString(),
      sessionExpiresAt: new Date(now + this.sessionMs).toISOString(),
    };
  }

  /** The server tells of a change. */
  tell(EventName: string, Attributes: Record<string, string>): void {
    this.#toAll({ Type: 'EVENT', Id: this.#id(), EventName, Attributes, SendTime: isoNow() });
  }

  /** Somebody sends a message. @returns its id */
  say(
    from: { id: string; name: string; role: string },
    Content: string,
    type = 'text',
    changes: object = {},
  ): string {
    const Id = this.#id();
    const Sender = { UserId: from.id, Attributes: { name: from.name, role: from.role } };
    const Attributes = { type };
    this.#toAll({
      Type: 'MESSAGE',
      Id,
      Content,
      Attributes,
      Sender,
      SendTime: isoNow(),
      ...changes,
    });
    return Id;
  }

  /** A moderator deletes a message. */
  delete(MessageID: string): void {
    this.tell('aws:DELETE_MESSAGE', { MessageID, Reason: '' });
  }

  /** Somebody is disconnected. */
  disconnect(userId: string): void {
    this.tell('aws:DISCONNECT_USER', { UserId: userId, Reason: '' });
    for (const socket of this.open) {
      if (socket.grant?.userId === userId) socket.end(1008);
    }
  }

  /** The network breaks. */
  cut(): void {
    for (const socket of this.open) socket.end(1006);
  }

  #id(): string {
    return `m${++this.#ids}`;
  }

  #open(token: string, socket: FakeSocket): boolean {
    this.sockets.push(socket);
    socket.grant = this.#grants.get(token);
    this.#grants.delete(token);
    return !this.down && socket.grant !== undefined;
  }

  #answer(socket: FakeSocket, text: string): void {
    const request = JSON.parse(text) as Request;
    this.requests.push(request);
    if (this.silent) return;
    const { RequestId } = request;
    const refused = this.refusals.shift() ?? (socket.grant?.mayWrite ? undefined : 403);
    if (refused !== undefined) {
      const error = { Type: 'ERROR', Id: this.#id(), RequestId, ErrorMessage: 'No.' };
      socket.receive({ ...error, ErrorCode: refused });
    } else if (request.Action === 'SEND_MESSAGE') {
      const { userId, role } = socket.grant!;
      const type = request.Attributes?.['type'];
      this.say({ id: userId, name: 'Zoë', role }, request.Content!, type, { RequestId });
    } else {
      const Attributes = { MessageID: request.Id };
      const event = { Type: 'EVENT', Id: this.#id(), EventName: 'aws:DELETE_MESSAGE', RequestId };
      this.#toAll({ ...event, Attributes, SendTime: isoNow() });
    }
  }

  #toAll(frame: object): void {
    for (const socket of this.open) socket.receive(frame);
  }
}

const isoNow = () => new Date().toISOString();

export class FakeSocket extends EventTarget {
  grant: Grant | undefined;
  readyState = 0;
  onopen?: (event: Event) => void;
  onmessage?: (event: Event) => void;
  onclose?: (event: Event) => void;
  onerror?: (event: Event) => void;
  readonly protocol: string;
  readonly #send: (socket: FakeSocket, text: string) => void;

  constructor(
    token: string,
    open: (token: string, socket: FakeSocket) => boolean,
    send: (socket: FakeSocket, text: string) => void,
  ) {
    super();
    this.protocol = token;
    this.#send = send;
    queueMicrotask(() => {
      if (!open(token, this)) {
        this.#fire(new Event('error'));
        this.end(1006);
        return;
      }
      this.readyState = 1;
      this.#fire(new Event('open'));
    });
  }

  send(text: string): void {
    queueMicrotask(() => this.readyState === 1 && this.#send(this, text));
  }

  close(code = 1000): void {
    queueMicrotask(() => this.end(code));
  }

  /** Ends it, as the other side or the network does. */
  end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#fire(new CloseEvent('close', { code, wasClean: code !== 1006 }));
  }

  receive(frame: object | string): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.#fire(new MessageEvent('message', { data }));
  }

  #fire(event: Event): void {
    this.dispatchEvent(event);
    this[`on${event.type}` as 'onopen']?.(event);
  }
}
