import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProblemCode } from '../../../src/api/problem-codes.ts';
import { PROBLEM_CONTENT_TYPE, problems } from '../../../src/api/problems.ts';
import { problemSchema } from '../../../src/api/problem-schema.ts';
import { invalidRequest, ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { KeyPairMissingError } from '../../../src/backend/keys/key-pair.ts';
import { respond, respondProblem, toProblem } from '../../../src/backend/http/api-response.ts';
import { schemaValidator } from '../../../src/backend/http/json-body.ts';
import { awsError } from './support/aws-error.ts';

const schema = schemaValidator(problemSchema);

/** The contract: a change breaks clients. */
const contract: Readonly<Record<ProblemCode, readonly [status: number, retryAfter?: string]>> = {
  INVALID_REQUEST: [400],
  API_KEY_REQUIRED: [403],
  TOKEN_REFUSED: [403],
  NOT_HOST: [403],
  STAGE_BY_INVITATION: [403],
  ROOM_LOCKED: [403],
  REMOVED: [403],
  ORIGIN_REFUSED: [403],
  NOT_FOUND: [404],
  ROOM_NOT_FOUND: [404],
  METHOD_NOT_ALLOWED: [405],
  ROOM_FULL: [409, '30'],
  HANDS_FULL: [409, '30'],
  CHANNEL_OFF: [409, undefined],
  ROOM_ENDED: [410],
  PAYLOAD_TOO_LARGE: [413],
  TOO_MANY_REQUESTS: [429, '2'],
  INTERNAL_ERROR: [500],
  UNAVAILABLE: [503, '5'],
};

const read = (error: unknown) => {
  const { statusCode, headers, body } = respondProblem(toProblem(error));
  const problem = JSON.parse(body) as { code: ProblemCode; status: number };
  assert.deepEqual(schema.validate(problem), { valid: true, errors: [] });
  assert.equal(problem.status, statusCode);
  assert.equal(headers['content-type'], PROBLEM_CONTENT_TYPE);
  assert.equal(headers['cache-control'], 'no-store');
  return { code: problem.code, statusCode, retryAfter: headers['retry-after'], body };
};

describe('a problem', () => {
  it('has the status and the Retry-After of its code', () => {
    assert.deepEqual(Object.keys(contract).sort(), Object.keys(problems).sort());
    for (const [code, [status, retryAfter]] of Object.entries(contract)) {
      const answer = read(new ProblemError(code as ProblemCode, 'Because.'));
      assert.deepEqual([answer.statusCode, answer.retryAfter], [status, retryAfter], code);
    }
  });

  it('lists the invalid fields', () => {
    const errors = [{ pointer: '/name', detail: 'is required' }];
    const { body } = read(invalidRequest(errors));
    assert.deepEqual((JSON.parse(body) as { errors: unknown }).errors, errors);
  });

  const causes: readonly (readonly [unknown, ProblemCode])[] = [
    [awsError('ThrottlingException'), 'TOO_MANY_REQUESTS'],
    [awsError('ProvisionedThroughputExceededException'), 'TOO_MANY_REQUESTS'],
    [awsError('SomethingNew', 429), 'TOO_MANY_REQUESTS'],
    [awsError('ServiceQuotaExceededException', 402), 'UNAVAILABLE'],
    [awsError('InternalServerException', 500), 'UNAVAILABLE'],
    [awsError('SomethingNew', 503), 'UNAVAILABLE'],
    [Object.assign(new Error('read'), { code: 'ECONNRESET' }), 'UNAVAILABLE'],
    [Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'UNAVAILABLE'],
    [new KeyPairMissingError(), 'UNAVAILABLE'],
    [awsError('AccessDeniedException', 403), 'INTERNAL_ERROR'],
    [awsError('ValidationException', 400), 'INTERNAL_ERROR'],
    [new TypeError('x is not a function'), 'INTERNAL_ERROR'],
    ['a string', 'INTERNAL_ERROR'],
    [undefined, 'INTERNAL_ERROR'],
  ];
  for (const [cause, code] of causes) {
    const name = cause instanceof Error ? cause.name : String(cause);
    it(`is ${code} for ${name}, and reveals nothing internal`, () => {
      const answer = read(cause);
      assert.equal(answer.code, code);
      assert.doesNotMatch(answer.body, /arn:|not a function|at \//);
    });
  }
});

describe('an answer', () => {
  it('is not cached unless it says so', () => {
    assert.equal(respond(200, {}).headers['cache-control'], 'no-store');
    const cached = respond(200, {}, { 'cache-control': 'public, max-age=2' });
    assert.equal(cached.headers['cache-control'], 'public, max-age=2');
  });
});
