import type {
  ChangeRoomRequest,
  CreateRoomRequest,
  JoinRoomRequest,
  RoomDetails,
  RoomForHosts,
} from '../../../src/api/schemas.ts';

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly bearer: string | undefined;
  /** Without `clock`. */
  readonly body: Partial<JoinRoomRequest & CreateRoomRequest & ChangeRoomRequest>;
  /** This machine's clock, as the request tells it. */
  readonly clock: number | undefined;
}

/** Replaces `fetch` for the rooms API, and answers as the real API does. */
export class FakeApi {
  readonly calls: ApiCall[] = [];
  /** Answers for the next calls, in order. */
  readonly refusals: { status: number; code: string; by?: string }[] = [];
  /** Lifetime of tokens, in seconds. */
  tokenSeconds = 3600;
  listeners = 3;
  /** How far this machine's clock is ahead of the API's, in milliseconds. */
  clockAhead = 0;
  /** Replaces parts of the room's description. */
  details: Partial<RoomDetails> = {};
  /** Whom hosts have removed. */
  removed: RoomForHosts['removed'] = [];
  /** The id of the participant whom tokens are for. */
  participantId = 'me';
  /** What it answers to whoever opens the channel. */
  openChannel: (() => object) | undefined;
  /** Whether it is of a version without hosts. */
  outdated = false;
  /** When the room was created, by this machine's clock. */
  openedAt = Date.now();
  readonly #realFetch = globalThis.fetch.bind(globalThis);

  constructor() {
    globalThis.fetch = (input, init) => {
      const { pathname, search } = new URL(new Request(input).url);
      return pathname.startsWith('/api/')
        ? this.#answer(pathname + search, init)
        : this.#realFetch(input, init);
    };
  }

  restore(): void {
    globalThis.fetch = this.#realFetch;
  }

  /** The requests for tokens, without those that read the room. */
  get joins(): readonly ApiCall['body'][] {
    return this.calls
      .filter(({ path }) => /^\/api\/rooms(\/abc\/participants)?$/.test(path))
      .map(({ body }) => withoutVisitor(body));
  }

  /** How many tokens were requested; they end in `.1`, `.2`, … */
  get tokens(): number {
    return this.joins.length;
  }

  get #now(): number {
    return Date.now() - this.clockAhead;
  }

  get #room() {
    const [createdAt, expiresAt] = [0, 6 * 3600].map((s) =>
      new Date(this.openedAt - this.clockAhead + s * 1000).toISOString(),
    );
    return {
      id: 'abc',
      stage: 'open',
      locked: false,
      hosts: [],
      live: false,
      speakers: [],
      listeners: this.listeners,
      createdAt,
      expiresAt,
      now: new Date(this.#now).toISOString(),
      ...(!this.outdated && {
        hands: [],
        invited: [],
        asks: [],
        audience: [],
        silenced: [],
        version: 0,
        ...this.details,
      }),
    };
  }

  async #answer(path: string, init: RequestInit | undefined): Promise<Response> {
    const sent = init?.body ? (JSON.parse(init.body as string) as ApiCall['body']) : {};
    const { clock, ...body } = sent;
    const headers = new Headers(init?.headers);
    const bearer = headers.get('authorization')?.replace('Bearer ', '');
    const method = init?.method ?? 'GET';
    this.calls.push({ method, path, bearer, body, clock });
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    init?.signal?.throwIfAborted();
    const refusal = this.refusals.shift();
    if (refusal) {
      const headers = { 'content-type': 'application/problem+json' };
      return new Response(JSON.stringify({ ...refusal, detail: 'No.' }), {
        status: refusal.status,
        headers,
      });
    }
    if (this.outdated && (method === 'PUT' || body.visitor !== undefined)) {
      const [status, code] =
        method === 'PUT' ? ([404, 'NOT_FOUND'] as const) : ([400, 'INVALID_REQUEST'] as const);
      return Response.json({ status, code, detail: 'Unknown.' }, { status });
    }
    if (path.endsWith('/channel')) {
      const [status, answer] = this.openChannel
        ? [201, this.openChannel()]
        : [409, { status: 409, code: 'CHANNEL_OFF', detail: 'No channel.' }];
      return Response.json(answer, { status });
    }
    if (method === 'PATCH' || path.includes('/removals/')) {
      return Response.json({ room: this.#room, removed: this.removed });
    }
    if (method === 'DELETE' && path === '/api/rooms/abc')
      return new Response(null, { status: 204 });
    if (!/^\/api\/rooms(\/\w+\/participants)?$/.test(path)) return Response.json(this.#room);
    const iat = Math.floor(this.#now / 1000);
    const exp = iat + this.tokenSeconds;
    const participant = {
      id: this.participantId,
      token: `h.${btoa(JSON.stringify({ iat, exp }))}.${this.tokens}`,
      expiresAt: new Date(exp * 1000).toISOString(),
      capabilities: body.role === 'speaker' ? ['PUBLISH', 'SUBSCRIBE'] : ['SUBSCRIBE'],
      ...(!this.outdated && { host: bearer !== undefined || path === '/api/rooms' }),
    };
    return Response.json({ room: this.#room, participant, hostKey: 'key' }, { status: 201 });
  }
}

/** A join, without the key that is another one in each browser. */
function withoutVisitor(body: ApiCall['body']): ApiCall['body'] {
  const copy = { ...body };
  delete copy.visitor;
  return copy;
}
