import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LocalServer } from '../../../../src/local/server/local-server.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';

const KEY = 'k3y-of-the-site-that-creates-rooms';

describe('rooms that only holders of an API key create', () => {
  let dist: Dist;
  let server: LocalServer;

  before(async () => {
    // create-room answers with the content of the body, the others with the event that they got.
    dist = await makeDist({ 'create-room': 'answers' });
    server = await startServer(dist, { apiKey: { key: KEY, perDay: 2 } });
  });
  after(async () => {
    await server.close();
    dist.remove();
  });

  const create = (headers: Record<string, string>, body = '{"statusCode":201}') =>
    fetch(`${server.url}/api/rooms`, { method: 'POST', headers, body });
  const problemOf = async (response: Response) => {
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    return (await response.json()) as { code: string; detail: string };
  };

  it('are refused without the key, before anything reads the request, and pages are told why', async () => {
    const headers: Record<string, string>[] = [
      {},
      { 'x-api-key': '' },
      { 'x-api-key': `${KEY}x` },
      { authorization: `Bearer ${KEY}` },
    ];
    for (const one of headers) {
      for (const body of ['{"statusCode":201}', 'not JSON', 'x'.repeat(100_000)]) {
        const response = await create(one, body);
        assert.equal(response.status, 403);
        assert.equal(response.headers.get('access-control-allow-origin'), '*');
        const { code, detail } = await problemOf(response);
        assert.equal(code, 'API_KEY_REQUIRED');
        assert.match(detail, /X-API-Key/);
        assert.ok(!detail.includes(KEY));
      }
    }
  });

  it('are created with it, up to the quota of the day', async () => {
    assert.equal((await create({ 'x-api-key': KEY })).status, 201);
    assert.equal((await create({ 'X-API-Key': KEY })).status, 201);
    const response = await create({ 'x-api-key': KEY });
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '3600');
    assert.equal((await problemOf(response)).code, 'TOO_MANY_REQUESTS');
  });

  it('are joined and read without it', async () => {
    assert.equal((await fetch(`${server.url}/api/rooms/abc`)).status, 200);
    const join = { method: 'POST', body: '{}' };
    assert.equal((await fetch(`${server.url}/api/rooms/abc/participants`, join)).status, 200);
  });

  it('are not for pages: a preflight does not allow the header of the key', async () => {
    const response = await fetch(`${server.url}/api/rooms`, { method: 'OPTIONS' });
    assert.equal(response.status, 204);
    assert.ok(!response.headers.get('access-control-allow-headers')?.includes('x-api-key'));
  });
});
