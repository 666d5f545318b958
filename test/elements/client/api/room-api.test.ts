import { expect } from '@open-wc/testing';
import { RoomError } from '../../../../src/client/room-error.ts';
import { RoomApi } from '../../../../src/client/api/room-api.ts';
import { failureOf } from '../client-support.ts';

const room = {
  ...{ id: 'abc', stage: 'open' as const, locked: false, hosts: [] },
  ...{ live: false, speakers: [], listeners: 0 },
  ...{ createdAt: '2026-11-22T10:00:00Z', expiresAt: '2026-11-22T16:00:00Z' },
  now: '2026-11-22T10:00:00Z',
};

type Answer = () => Response | Promise<Response>;

describe('RoomApi', () => {
  const realFetch = globalThis.fetch;
  let requests: Request[] = [];

  /** Stands in for the network: one answer a request, the last one for all after it. */
  function answers(...list: readonly Answer[]): void {
    requests = [];
    globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      const answer = list[Math.min(requests.length, list.length - 1)]!;
      requests.push(request);
      return new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
        Promise.resolve(answer()).then(resolve, reject);
      });
    };
  }

  afterEach(() => void (globalThis.fetch = realFetch));

  const ok = (body: unknown) => () => Response.json(body, { status: 201 });
  const problem =
    (status: number, body: object, headers: Record<string, string> = {}): Answer =>
    () =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/problem+json', ...headers },
      });
  const offline: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

  it('sends exactly what it is given, and the time of this machine', async () => {
    answers(ok({ room }));
    await new RoomApi('https://api.example/base/').join('a/b', { name: 'Zoë', role: 'listener' });
    const [request] = requests;
    expect(request!.url).to.equal('https://api.example/base/api/rooms/a%2Fb/participants');
    expect(request!.method).to.equal('POST');
    const { clock, ...body } = (await request!.json()) as { clock: number };
    expect(body).to.deep.equal({ name: 'Zoë', role: 'listener' });
    expect(clock).to.be.closeTo(Date.now(), 5_000);
  });

  it("reads with GET and creates with POST, on the page's own origin by default", async () => {
    answers(ok(room));
    const api = new RoomApi();
    await api.get('abc');
    await api.create({ name: 'Ana', role: 'speaker' });
    expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).to.deep.equal([
      'GET /api/rooms/abc',
      'POST /api/rooms',
    ]);
    expect(new URL(requests[0]!.url).origin).to.equal(location.origin);
  });

  it("turns a problem into an error with the API's code, detail and retry delay", async () => {
    answers(problem(410, { code: 'ROOM_ENDED', detail: 'It ended at noon.' }));
    const error = await failureOf(new RoomApi().get('abc'));
    expect(error).to.be.instanceOf(RoomError);
    expect(error.code).to.equal('ROOM_ENDED');
    expect(error.message).to.equal('It ended at noon.');

    answers(problem(429, { code: 'TOO_MANY_REQUESTS' }, { 'retry-after': '60' }));
    const refused = await failureOf(new RoomApi().create({ name: 'Ana' }));
    expect(refused.code).to.equal('TOO_MANY_REQUESTS');
    expect(refused).to.have.property('retryAfterSeconds', 60);
    expect(requests).to.have.length(1); // a minute is for the person to wait, not for the page
  });

  it('maps the status of answers that do not come from this API', async () => {
    const codes = [
      [429, 'TOO_MANY_REQUESTS'],
      [503, 'UNAVAILABLE'],
      [504, 'UNAVAILABLE'],
      [500, 'INTERNAL_ERROR'],
      [404, 'NOT_FOUND'],
      [403, 'INVALID_REQUEST'],
    ] as const;
    for (const [status, code] of codes) {
      answers(
        () =>
          new Response('<h1>Gateway</h1>', { status, headers: { 'content-type': 'text/html' } }),
      );
      expect(
        (await failureOf(new RoomApi().create({ name: 'Ana' }))).code,
        String(status),
      ).to.equal(code);
    }
    answers(problem(400, { code: '__proto__' }));
    expect((await failureOf(new RoomApi().create({ name: 'Ana' }))).code).to.equal(
      'INVALID_REQUEST',
    );
  });

  it('rejects with API_UNREACHABLE if there is no answer, or it is a web page or broken JSON', async () => {
    const page = { headers: { 'content-type': 'text/html' } };
    const json = { headers: { 'content-type': 'application/json' } };
    for (const answer of [
      offline,
      () => new Response('<html>', page),
      () => new Response('{', json),
    ]) {
      answers(answer);
      expect((await failureOf(new RoomApi().create({ name: 'Ana' }))).code).to.equal(
        'API_UNREACHABLE',
      );
      expect(requests).to.have.length(1);
    }
  });

  it('repeats a read after a temporary failure', async () => {
    answers(offline, problem(503, { code: 'UNAVAILABLE' }, { 'retry-after': '0' }), ok(room));
    expect(await new RoomApi().get('abc')).to.deep.equal(room);
    expect(requests).to.have.length(3);
  });

  it('repeats a creation only if the API refused it with Retry-After', async () => {
    answers(problem(429, { code: 'TOO_MANY_REQUESTS' }, { 'retry-after': '0' }), ok({ room }));
    await new RoomApi().create({ name: 'Ana' });
    expect(requests).to.have.length(2);

    answers(problem(500, { code: 'INTERNAL_ERROR' }), ok({ room }));
    expect((await failureOf(new RoomApi().create({ name: 'Ana' }))).code).to.equal(
      'INTERNAL_ERROR',
    );
    expect(requests).to.have.length(1);
  });

  it('gives up after three tries', async () => {
    answers(problem(503, { code: 'UNAVAILABLE' }, { 'retry-after': '0' }));
    expect((await failureOf(new RoomApi().get('abc'))).code).to.equal('UNAVAILABLE');
    expect(requests).to.have.length(3);
  });

  it("rejects with the signal's reason if the caller aborts, during a request or a pause", async () => {
    answers(() => new Promise(() => {}));
    const first = new AbortController();
    const call = new RoomApi().get('abc', { signal: first.signal });
    first.abort(new Error('enough'));
    expect((await failureOf(call)).message).to.equal('enough');

    answers(problem(503, { code: 'UNAVAILABLE' }, { 'retry-after': '9' }));
    const second = new AbortController();
    const pausing = new RoomApi().get('abc', { signal: second.signal });
    setTimeout(() => second.abort(new Error('enough')), 20);
    expect((await failureOf(pausing)).message).to.equal('enough');
    expect(requests).to.have.length(1);
  });
});
