import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { LocalServerOptions } from '../../../../src/local/server/local-server.ts';
import { sendAndReset } from '../support/raw-http.ts';
import { serversForSuite } from '../support/test-server.ts';

/** A bug of the server must reach whoever runs it. Clients learn that the request failed, and nothing more. */
describe('a bug in the local server', () => {
  const { start } = serversForSuite();
  const bug = new TypeError('x is not a function');
  const reported: unknown[] = [];
  const emit = process.emit.bind(process) as (event: string, error: Error) => boolean;
  const broken = () => {
    throw bug;
  };
  const startReporting = (options: Partial<LocalServerOptions> = {}) =>
    start({ onBug: (error) => reported.push(error), ...options });

  afterEach(() => void reported.splice(0));

  it('in the website is reported, and answered with INTERNAL_ERROR', async () => {
    const { url } = await startReporting({ website: () => () => Promise.reject(bug) });
    const response = await fetch(url);
    assert.equal(response.status, 500);
    const text = await response.text();
    assert.match(text, /"code":"INTERNAL_ERROR"/);
    assert.doesNotMatch(text, /x is not/);
    assert.deepEqual(reported, [bug]);
  });

  it('in a service of AWS is reported, and answered with InternalServerException', async () => {
    const { endpoint, credentials, account } = await startReporting();
    account.parameters.get = broken;
    const ssm = new SSMClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/x' })), (error: Error) => {
      assert.equal(error.name, 'InternalServerException');
      assert.doesNotMatch(error.message, /x is not/);
      return true;
    });
    ssm.destroy();
    assert.deepEqual(reported, [bug]);
  });

  it('in the database, in memory, is reported', async () => {
    await startReporting();
    const failure = Object.assign(new Error('Iterator is closed'), { code: 'LEVEL_BUG' });
    // As Node does for what dynalite throws outside of any promise.
    emit('uncaughtExceptionMonitor', failure);
    assert.deepEqual(reported, [failure]);
  });

  it('is not what a client does that goes away before its request is complete', async () => {
    const server = await startReporting();
    const head = (path: string, host: string, more = '') =>
      `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}Content-Length: 100\r\n\r\n{`;
    const { host } = new URL(server.url);
    await sendAndReset(server.port, head('/api/rooms', host));
    for (const endpoint of [server.endpoint, server.dynamodbEndpoint]) {
      const url = new URL(endpoint);
      await sendAndReset(Number(url.port), head('/', url.host));
    }
    assert.equal((await fetch(server.url)).status, 200);
    assert.deepEqual(reported, []);
  });
});
