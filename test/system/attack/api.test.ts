import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_BODY_BYTES } from '../../../src/api/limits.ts';
import { parseName } from '../../../src/api/names.ts';
import { PROBLEM_CONTENT_TYPE, problems } from '../../../src/api/problems.ts';
import { record } from '../../support/record.ts';
import { runs, Target } from './support/target.ts';

const target = Target.forThisFile();

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function send(method: string, path: string, body: Buffer | string = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(target.url + path, { method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Asserts that an answer is not a 5xx, and that every refusal is a problem with a code of the contract. */
function assertOrderly({ status, type, text }: Answer): void {
  assert.ok(status < 500, `${status} ${text}`);
  if (status < 400 || text === '') return;
  assert.equal(type, PROBLEM_CONTENT_TYPE);
  const { code, status: said } = JSON.parse(text) as { code: string; status: number };
  assert.ok(Object.hasOwn(problems, code), code);
  assert.equal(said, status);
}

const nesting = fc
  .integer({ min: 1, max: 2_000 })
  .map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '\u202Emalice',
    '\u0000',
    ' ',
    '__proto__',
    "'; DROP TABLE rooms; --",
    `\${jndi:ldap://x}`,
    '{{7*7}}',
    'A'.repeat(1441),
    '\u{1F600}'.repeat(24),
  ),
);

const field = fc.oneof(hostileText, fc.jsonValue({ maxDepth: 4 }));

/** A valid body in which any field may be replaced. */
const bodyObject = fc
  .record({ name: field, role: field, token: field, extra: field }, { requiredKeys: [] })
  .chain((body) =>
    fc.record({
      body: fc.constant(body),
      name: fc.constantFrom(undefined, 'Ann', 'Zoë'),
      role: fc.constantFrom(undefined, 'listener', 'speaker'),
    }),
  )
  .map(({ body, name, role }) => ({ ...body, ...(name && { name }), ...(role && { role }) }));

const bodyText = fc.oneof(
  { weight: 6, arbitrary: bodyObject.map((body) => JSON.stringify(body)) },
  fc.json(),
  nesting,
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '"name"',
    '{"name":"a","name":{"toString":1}}',
    '{"__proto__":{"name":"x"}}',
    '{"name":1e999}',
    '\uFEFF{"name":"a"}',
    `{"name":"${'x'.repeat(MAX_BODY_BYTES)}"}`,
  ),
);

/** Whether the contract allows the body of a creation. */
function isValidCreation(text: string): boolean {
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    if (typeof body !== 'object' || Array.isArray(body)) return false;
    if (!Object.keys(body).every((key) => key === 'name' || key === 'role')) return false;
    const { name, role } = body;
    if (role !== undefined && role !== 'listener' && role !== 'speaker') return false;
    return typeof name === 'string' && Array.from(name).length <= 160 && 'name' in parseName(name);
  } catch {
    return false;
  }
}

describe('the API under hostile input', () => {
  it('creates a room for a valid body and refuses any other with a problem', async () => {
    const times = runs(250);
    await fc.assert(
      fc.asyncProperty(bodyText, async (body) => {
        const answer = await send('POST', '/api/rooms', body);
        assertOrderly(answer);
        const tooLarge = Buffer.byteLength(body) > MAX_BODY_BYTES;
        const expected = isValidCreation(body) ? 201 : 400;
        assert.equal(answer.status, tooLarge ? 413 : expected, answer.text);
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'API: bodies',
      tried: `${times} bodies`,
      outcome: '201, 400 or 413 as the contract says; no 5xx',
    });
  });

  it('answers 400 to bytes that are not UTF-8 and to corrupted JSON', async () => {
    const torn = fc
      .tuple(bodyObject, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([body, at, noise]) => {
        const bytes = Buffer.from(JSON.stringify({ ...body, name: 'Ann', token: 'x'.repeat(200) }));
        bytes.set(noise, at % (bytes.length - noise.length));
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(torn, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
        const answer = await send('POST', '/api/rooms', Buffer.from(bytes));
        assertOrderly(answer);
        // A creation has no token, so none of these is valid.
        assert.equal(answer.status, 400);
      }),
      { numRuns: runs(100) },
    );
  });

  it('refuses joins and reads of unknown rooms, whatever the id and its encoding', async () => {
    const { room } = await target.createRoom();
    const encoded = fc.oneof(
      hostileText.map(encodeLossy),
      fc.string({ unit: 'binary-ascii', maxLength: 40 }).map(encodeLossy),
      fc.constantFrom(
        '%',
        '%zz',
        'lock:key-pair',
        'lock%3Akey-pair',
        '%ff%fe',
        '%00',
        '..%2f..%2fetc%2fpasswd',
        `${room.id}%00`,
        `${room.id}%20`,
        `${room.id.toLowerCase()}x`,
        'a'.repeat(5_000),
      ),
    );
    const times = runs(150);
    await fc.assert(
      fc.asyncProperty(encoded, fc.boolean(), async (id, join) => {
        const answer = join
          ? await send('POST', `/api/rooms/${id}/participants`, '{"name":"Ann"}')
          : await send('GET', `/api/rooms/${id}`);
        assertOrderly(answer);
        assert.ok([400, 404, 405].includes(answer.status), `${answer.status} ${id}`);
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'API: room ids and paths',
      tried: `${times} ids`,
      outcome: '400 or 404; no 5xx',
    });
  });

  it('refuses other methods, and paths that only resemble a route', async () => {
    const methods = fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'POST', 'HEAD', 'OPTIONS');
    const segments = fc.array(
      fc.constantFrom('api', 'rooms', 'x', 'participants', '', '.', '..', '%2e%2e'),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(methods, segments, async (method, parts) => {
        const answer = await send(method, `/api/${parts.join('/')}`, '');
        assertOrderly(answer);
        assert.notEqual(answer.status, 201);
      }),
      { numRuns: runs(100) },
    );
  });
});

/** A lone surrogate has no percent-encoding. */
function encodeLossy(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()) || 'x';
}
