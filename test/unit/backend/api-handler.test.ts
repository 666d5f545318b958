import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import './support/silence.ts';
import { log } from '../../../src/backend/aws/log.ts';
import { apiHandler } from '../../../src/backend/http/api-handler.ts';
import { respond } from '../../../src/backend/http/api-response.ts';
import { roomNotFound } from '../../../src/backend/http/problem-errors.ts';
import { awsError } from './support/aws-error.ts';

interface Line {
  readonly correlationId: string;
  readonly code: string;
  readonly error: { readonly name: string; readonly at: readonly string[] };
}

describe('an API handler', () => {
  const event = { requestContext: { requestId: 'request-1' } };

  it('passes on the answer of its route', async () => {
    const handler = apiHandler((_, id) => Promise.resolve(respond(200, { id })), ['*']);
    assert.equal((await handler(event)).body, '{"id":"request-1"}');
  });

  it('answers a bug with INTERNAL_ERROR, and logs its stack', async (test) => {
    const error = test.mock.method(log, 'error');
    const answer = await apiHandler(functionWithBug, ['*'])(event);
    assert.equal(answer.statusCode, 500);
    assert.match(answer.body, /"code":"INTERNAL_ERROR"/);
    assert.doesNotMatch(answer.body, /not a function/);
    const [message, line] = error.mock.calls[0]?.arguments as unknown as [string, Line];
    assert.equal(message, 'Request failed');
    assert.deepEqual([line.correlationId, line.code], ['request-1', 'INTERNAL_ERROR']);
    assert.equal(line.error.name, 'TypeError');
    assert.match(line.error.at[0] ?? '', /functionWithBug/);
  });

  it('logs an outage of AWS as an error, and a refusal as information', async (test) => {
    const error = test.mock.method(log, 'error');
    const info = test.mock.method(log, 'info');
    const outage = apiHandler(() => Promise.reject(awsError('InternalServerError', 500)), ['*']);
    assert.equal((await outage(event)).statusCode, 503);
    const refusal = apiHandler(() => Promise.reject(roomNotFound()), ['*']);
    assert.equal((await refusal(event)).statusCode, 404);
    assert.deepEqual([error.mock.callCount(), info.mock.callCount()], [1, 1]);
  });

  it('logs only a request id that API Gateway could have made', async () => {
    const handler = apiHandler((_, id) => Promise.resolve(respond(200, { id })), ['*']);
    for (const requestId of ['a b', '', 'x'.repeat(65), 5, null]) {
      assert.equal((await handler({ requestContext: { requestId } })).body, '{"id":"unknown"}');
    }
    assert.equal((await handler({})).body, '{"id":"unknown"}');
  });
});

async function functionWithBug(): Promise<never> {
  await Promise.resolve();
  throw new TypeError('x is not a function');
}
