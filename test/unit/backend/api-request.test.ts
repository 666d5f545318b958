import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_BODY_BYTES } from '../../../src/api/limits.ts';
import { createRoomRequestSchema, joinRoomRequestSchema } from '../../../src/api/schemas.ts';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { bodyParser } from '../../../src/backend/http/json-body.ts';
import { parseRoomId } from '../../../src/backend/http/api-request.ts';
import { respondProblem, toProblem } from '../../../src/backend/http/api-response.ts';

const parseJoin = bodyParser(joinRoomRequestSchema);
const parseCreate = bodyParser(createRoomRequestSchema);

function problemOf(run: () => unknown): ProblemError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return error;
  }
  throw new Error('The request was accepted.');
}
const pointersOf = (body: string, parse = parseJoin) =>
  problemOf(() => parse({ body })).errors.map(({ pointer }) => pointer);
const base64 = (bytes: Uint8Array) => ({
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
});

describe('a request body', () => {
  it('is parsed, and its name trimmed', () => {
    assert.deepEqual(parseJoin({ body: '{"name":" Zoë ","role":"speaker"}' }), {
      name: 'Zoë',
      role: 'speaker',
    });
    assert.deepEqual(parseCreate(base64(Buffer.from('{"name":"名前"}'))), { name: '名前' });
  });

  it('may have a name of 40 emoji, and one with invisible characters, which are removed', () => {
    const name = '👩🏽‍❤️‍💋‍👨🏿'.repeat(40);
    assert.equal(parseJoin({ body: JSON.stringify({ name }) }).name, name);
    const hidden = '{"name":"a\\u0000b\\ud800\\u202ec"}';
    assert.equal(parseJoin({ body: hidden }).name, 'abc');
  });

  const refusals: readonly (readonly [string, string, readonly string[]])[] = [
    ['an empty body', '', ['']],
    ['invalid JSON', '{', ['']],
    ['a byte order mark', '\uFEFF{"name":"A"}', ['']],
    ['bytes that API Gateway could not decode', '{"name":"A\uFFFD"}', ['']],
    ['an array', '[]', ['']],
    ['null', 'null', ['']],
    ['a missing name', '{}', ['/name']],
    ['a number as name', '{"name":1}', ['/name']],
    ['an empty name', '{"name":""}', ['/name']],
    ['a blank name', '{"name":" \u3000 "}', ['/name']],
    ['a name of 41 characters', `{"name":"${'a'.repeat(41)}"}`, ['/name']],
    ['a name of 41 flags', `{"name":"${'🇪🇸'.repeat(41)}"}`, ['/name']],
    ['a name of one character of 1,754 bytes', `{"name":"👩${'\u200D👩'.repeat(250)}"}`, ['/name']],
    ['a name of 1,441 code points', `{"name":"${'\u200B'.repeat(1440)}a"}`, ['/name']],
    ['a name that is all invisible', '{"name":"\\u200b\\u202e"}', ['/name']],
    ['an unknown role', '{"name":"A","role":"host"}', ['/role']],
    ['a role of the wrong type', '{"name":"A","role":{"a":[]}}', ['/role', '/role']],
    ['an unknown field', '{"name":"A","a/b~c":1}', ['/a~1b~0c']],
    ['__proto__', '{"name":"A","__proto__":{"role":"speaker"}}', ['/__proto__']],
    ['constructor', '{"name":"A","constructor":{}}', ['/constructor']],
    ['toString alone', '{"toString":1}', ['/toString', '/name']],
    ['an empty token', '{"name":"A","token":""}', ['/token']],
    ['a huge token', `{"name":"A","token":"${'x'.repeat(4097)}"}`, ['/token']],
    ['deep nesting', '['.repeat(4000) + ']'.repeat(4000), ['']],
  ];
  for (const [what, body, pointers] of refusals) {
    it(`is refused for ${what}, with a pointer`, () => {
      assert.deepEqual(pointersOf(body), pointers);
      assert.equal(respondProblem(problemOf(() => parseJoin({ body }))).statusCode, 400);
    });
  }

  it('is refused if it is not UTF-8', () => {
    for (const bytes of [
      [0xff, 0xfe],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0x22, 0x80, 0x22],
    ]) {
      const { errors } = problemOf(() => parseJoin(base64(Uint8Array.from(bytes))));
      assert.deepEqual(errors, [{ pointer: '', detail: 'must be valid UTF-8' }]);
    }
  });

  it('is refused if it is too large, before it is parsed', () => {
    const body = ' '.repeat(MAX_BODY_BYTES + 1);
    assert.equal(problemOf(() => parseJoin({ body })).code, 'PAYLOAD_TOO_LARGE');
  });

  it('may not have a token if it creates a room', () => {
    assert.deepEqual(pointersOf('{"name":"A","token":"x"}', parseCreate), ['/token']);
  });

  it('is refused with at most ten unknown fields named', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, 1]));
    assert.equal(pointersOf(JSON.stringify({ name: 'A', ...many })).length, 10);
  });

  it('is answered with a problem of status 4xx if it is refused, whatever it is', () => {
    const event = fc.record(
      {
        body: fc.oneof(
          fc.json(),
          fc.string({ unit: 'binary' }),
          fc.object({ key: hostileKey }).map((value) => JSON.stringify(value)),
          fc.record({ name: fc.anything(), role: fc.anything(), token: fc.anything() }).map(json),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
          fc.anything(),
        ),
        isBase64Encoded: fc.oneof(fc.boolean(), fc.anything()),
        pathParameters: fc.oneof(fc.record({ roomId: fc.anything() }), fc.anything()),
      },
      { requiredKeys: [] },
    );
    const property = fc.property(event, (event) => {
      for (const parse of [parseJoin, parseCreate, parseRoomId]) {
        try {
          parse(event);
        } catch (error) {
          const { statusCode, body } = respondProblem(toProblem(error));
          assert.ok(statusCode < 500, String(error));
          JSON.parse(body);
        }
      }
    });
    fc.assert(property, { numRuns: 5000 });
  });
});

describe('a room id in the path', () => {
  it('has letters and digits', () => {
    assert.equal(parseRoomId({ pathParameters: { roomId: 'AbCdEf123456' } }), 'AbCdEf123456');
  });

  it('is not found if it is anything else', () => {
    const ids = ['', 'a b', '../x', 'lock:key-pair', 'é', 'x'.repeat(65), '\n', 1, null, {}, ['a']];
    for (const roomId of ids) {
      const { code } = problemOf(() => parseRoomId({ pathParameters: { roomId } }));
      assert.equal(code, 'ROOM_NOT_FOUND');
    }
    for (const pathParameters of [undefined, null, 'x', 1, []]) {
      assert.equal(problemOf(() => parseRoomId({ pathParameters })).code, 'ROOM_NOT_FOUND');
    }
  });
});

const hostileKey = fc.constantFrom(
  'name',
  'role',
  'token',
  '__proto__',
  'constructor',
  '',
  'a/b',
  '$ref',
);
const json = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? 1 : part));
