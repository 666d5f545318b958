import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MAX_BODY_BYTES } from '../../../../src/api/limits.ts';
import type { ProxyEvent } from '../../../../src/local/gateway/api-gateway-event.ts';
import type { LocalServer } from '../../../../src/local/server/local-server.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';
import { sendAndReset, sendRaw } from '../support/raw-http.ts';

describe('the API', () => {
  let dist: Dist;
  let server: LocalServer;

  before(async () => {
    // get-room returns the event that it got, create-room the content of the body.
    dist = await makeDist({ 'create-room': 'answers', 'join-room': 'fails-to-load' });
    server = await startServer(dist);
  });
  after(async () => {
    await server.close();
    dist.remove();
  });

  const getEvent = async (path: string, init?: RequestInit): Promise<ProxyEvent> => {
    const response = await fetch(server.url + path, init);
    assert.equal(response.status, 200);
    return ((await response.json()) as { event: ProxyEvent }).event;
  };
  const answerWith = (body: unknown) =>
    fetch(`${server.url}/api/rooms`, { method: 'POST', body: JSON.stringify(body) });
  const codeOf = async (response: Response) => {
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    const { status, code } = (await response.json()) as { status: number; code: string };
    assert.equal(status, response.status);
    return code;
  };

  it('passes the function the event of a proxy integration', async () => {
    const event = await getEvent('/api/rooms/abc%20d?a=1&a=2&b=x', {
      headers: { 'X-Mixed-Case': 'yes', 'user-agent': 'test' },
    });
    const { requestContext, headers, multiValueHeaders, ...rest } = event;
    assert.deepEqual(rest, {
      resource: '/api/rooms/{roomId}',
      path: '/api/rooms/abc%20d',
      httpMethod: 'GET',
      queryStringParameters: { a: '2', b: 'x' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['x'] },
      pathParameters: { roomId: 'abc d' },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
    assert.equal(headers?.['user-agent'], 'test');
    assert.deepEqual(multiValueHeaders?.['user-agent'], ['test']);
    const { identity, requestId, requestTime, requestTimeEpoch, ...context } = requestContext;
    assert.deepEqual(context, {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: null,
      domainName: new URL(server.url).host,
      domainPrefix: 'local',
      extendedRequestId: requestId,
      httpMethod: 'GET',
      path: '/local/api/rooms/abc%20d',
      protocol: 'HTTP/1.1',
      resourceId: 'get-room',
      resourcePath: '/api/rooms/{roomId}',
      stage: 'local',
    });
    assert.match(String(requestId), /^[0-9a-f-]{36}$/);
    assert.match(String(requestTime), /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    assert.ok(Math.abs(Number(requestTimeEpoch) - Date.now()) < 60_000);
    assert.match((identity as { sourceIp: string }).sourceIp, /127\.0\.0\.1|::1/);
  });

  it('keeps every value of a header that is sent twice', async () => {
    const { host } = new URL(server.url);
    const { text } = await sendRaw(
      server.port,
      `GET /api/rooms/a HTTP/1.1\r\nHost: ${host}\r\nX-Twice: 1\r\nX-Twice: 2\r\nConnection: close\r\n\r\n`,
    );
    const { event } = JSON.parse(text.split('\r\n\r\n')[1] ?? '') as { event: ProxyEvent };
    assert.deepEqual(event.multiValueHeaders?.['X-Twice'], ['1', '2']);
    assert.equal(event.headers?.['X-Twice'], '2');
  });

  it('passes null instead of empty values', async () => {
    const event = await getEvent('/api/rooms/a');
    assert.equal(event.queryStringParameters, null);
    assert.equal(event.multiValueQueryStringParameters, null);
    assert.equal(event.body, null);
  });

  it('sends the status, headers and body that the function returns', async () => {
    const response = await answerWith({
      statusCode: 201,
      headers: { 'X-One': 'a', 'cache-control': 'max-age=2' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'Zoë',
    });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('x-one'), 'a');
    assert.equal(response.headers.get('cache-control'), 'max-age=2');
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(await response.text(), 'Zoë');
  });

  it('decodes a body that is marked as base64', async () => {
    const body = Buffer.from([0, 255, 128]).toString('base64');
    const response = await answerWith({ statusCode: 200, body, isBase64Encoded: true });
    assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [0, 255, 128]);
  });

  it('answers HEAD like GET, without a body', async () => {
    const response = await fetch(`${server.url}/api/rooms/a`, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.ok(Number(response.headers.get('content-length')) > 0);
    assert.equal(await response.text(), '');
  });

  it('answers OPTIONS with the methods that a path allows', async () => {
    const response = await fetch(`${server.url}/api/rooms/a`, { method: 'OPTIONS' });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('allow'), 'GET, PATCH, DELETE, HEAD, OPTIONS');
  });

  it('answers 404 where there is no route', async () => {
    for (const path of [
      '/api/',
      '/api/room',
      '/api/rooms/',
      '/api/rooms/a/b',
      '/api/rooms/a/participants/x/y',
    ]) {
      const response = await fetch(server.url + path);
      assert.equal(response.status, 404, path);
      assert.equal(await codeOf(response), 'NOT_FOUND');
    }
  });

  it('answers 405 where the route has other methods', async () => {
    const response = await fetch(`${server.url}/api/rooms`, { method: 'DELETE' });
    assert.equal(response.headers.get('allow'), 'POST, OPTIONS');
    assert.equal(await codeOf(response), 'METHOD_NOT_ALLOWED');
  });

  it('answers 503, and when to try again, if the function fails or returns something invalid', async () => {
    const failed = await fetch(`${server.url}/api/rooms/a/participants`, { method: 'POST' });
    assert.equal(failed.status, 503);
    assert.equal(failed.headers.get('retry-after'), '5');
    assert.equal(await codeOf(failed), 'UNAVAILABLE');
    const shapes = [
      null,
      'text',
      {},
      { statusCode: 99 },
      { statusCode: 'x' },
      { statusCode: 200, body: {} },
    ];
    for (const shape of shapes) {
      const response = await answerWith(shape);
      assert.equal(response.status, 503, JSON.stringify(shape));
      assert.equal(await codeOf(response), 'UNAVAILABLE');
    }
  });

  it('accepts a body of exactly the limit and not a byte more', async () => {
    const post = (body: string) => fetch(`${server.url}/api/rooms`, { method: 'POST', body });
    const exact = JSON.stringify({ statusCode: 200, body: '' });
    assert.equal((await post(exact.padEnd(MAX_BODY_BYTES))).status, 200);
    const response = await post('x'.repeat(MAX_BODY_BYTES + 1));
    assert.equal(response.status, 413);
    assert.equal(await codeOf(response), 'PAYLOAD_TOO_LARGE');
  });

  it('stops reading a body of undeclared length at the limit', async () => {
    const { host } = new URL(server.url);
    const head = `POST /api/rooms HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
    const { status, text } = await sendRaw(server.port, head + chunk.repeat(3));
    assert.equal(status, 413);
    assert.match(text, /\r\nconnection: close\r\n/i);
  });

  it('goes on when clients disconnect in the middle of a request', async () => {
    const { host } = new URL(server.url);
    for (let round = 0; round < 20; round += 1) {
      const head = `POST /api/rooms HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\n{"half`;
      await sendAndReset(server.port, head);
    }
    assert.equal((await answerWith({ statusCode: 200 })).status, 200);
  });
});
