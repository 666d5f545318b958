import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CreateRoomCommand, IvschatClient } from '@aws-sdk/client-ivschat';
import { closeServer, listen } from '../../../../src/local/shared/http.ts';
import { StartError } from '../../../../src/local/shared/start-error.ts';
import { ownTcpPort } from '../../../support/own-port.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { makeDist, serversForSuite, startServer } from '../support/test-server.ts';

describe('the local server', () => {
  const { start, dist } = serversForSuite();

  it('serves the page at every path of the app', async () => {
    const { url } = await start();
    for (const path of ['/', '/room/abc', '/room/abc?x=1', '/room/abc.', '/anything/else']) {
      const response = await fetch(url + path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.match(await response.text(), /<title>fixture/);
    }
  });

  it('sends a policy that allows the page only what it needs', async () => {
    const { url } = await start();
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /);
    assert.ok(policy.includes(`connect-src 'self' ${url} ${url.replace('http', 'ws')};`));
    assert.ok(!policy.includes('unsafe'));
    assert.match(headers.get('permissions-policy') ?? '', /^microphone=\(self\)/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('lets browsers cache hashed files forever, and compresses text', async () => {
    const { url } = await start();
    const script = await fetch(`${url}/assets/main-ABC.js`);
    assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(script.headers.get('content-encoding'), 'gzip');
    assert.ok(Number(script.headers.get('content-length')) < 200);
    assert.match(await script.text(), /^console\.log/);
    for (const [accepted, encoding] of [
      ['gzip;q=0', null],
      ['gzip; q=0.000, *', null],
      ['*;q=0', null],
      ['br', null],
      ['GZIP;q=0.1', 'gzip'],
      ['br, *', 'gzip'],
    ] as const) {
      const headers = { 'accept-encoding': accepted };
      const response = await fetch(`${url}/assets/main-ABC.js`, { headers });
      assert.equal(response.headers.get('content-encoding'), encoding, accepted);
      await response.text();
    }
    const image = await fetch(`${url}/assets/icon-ABC.png`);
    assert.equal(image.headers.get('content-encoding'), null);
  });

  it('answers 304 if the client has the file, 404 if there is none, and 405 to other methods', async () => {
    const { url } = await start();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    for (const listed of [`W/${etag}`, `"other", W/${etag}`, '*']) {
      const response = await fetch(url, { headers: { 'if-none-match': listed } });
      assert.equal(response.status, 304, listed);
    }
    assert.equal((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status, 200);
    for (const path of ['/assets/no.js', '/favicon.ico', '/..%2f..%2fpackage.json']) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
    assert.equal((await fetch(url, { method: 'POST' })).status, 405);
  });

  it('gives no length to an answer that has no body', async () => {
    const { url } = await start();
    const preflight = await fetch(`${url}/api/rooms`, { method: 'OPTIONS' });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('content-length'), null);
  });

  it('survives the reset of a connection that it refused to upgrade', async () => {
    const { url, port } = await start();
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (const start of [
      `GET / HTTP/1.1\r\nHost: evil.example\r\n`,
      `GET /none HTTP/1.1\r\nHost: localhost:${port}\r\n`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(start + upgrade);
      await once(socket, 'data');
      const closed = once(socket, 'close');
      socket.resetAndDestroy();
      await closed;
      assert.equal((await fetch(url)).status, 200);
    }
  });

  it('runs beside another one in the same process, and leaves the environment variables alone', async () => {
    const environment = { ...process.env };
    const [first, second] = await Promise.all([start(), start()]);
    assert.notEqual(first.port, second.port);
    assert.notEqual(first.credentials.accessKeyId, second.credentials.accessKeyId);
    assert.equal((await fetch(first.url)).status, 200);
    assert.equal((await fetch(second.url)).status, 200);
    assert.deepEqual({ ...process.env }, environment);
  });

  it('creates the key pair at the first start only', async () => {
    const data = temporaryDirectory();
    const invoked: string[] = [];
    const options = {
      port: await ownTcpPort(),
      dataDirectory: data.path,
      onInvoke: (name: string) => invoked.push(name),
    };
    const first = await start(options);
    assert.deepEqual(invoked, ['rotate-key-pair']);
    const [key] = first.account.publicKeys.values();
    assert.ok(key);
    const [secret] = first.account.secrets.values();
    const value = JSON.parse(secret?.versions[0]?.value ?? '') as { publicKeyArn: string };
    assert.equal(value.publicKeyArn, key.arn);
    await first.close();

    const second = await start(options);
    assert.equal(second.url, first.url, 'stages keep their endpoints');
    assert.deepEqual(invoked, ['rotate-key-pair']);
    assert.deepEqual(second.account.publicKeys.values(), [key]);
    await second.close();
    data.remove();
  });

  it('keeps the rooms of IVS Chat in the data directory', async () => {
    const data = temporaryDirectory();
    const options = { port: await ownTcpPort(), dataDirectory: data.path };
    const first = await start(options);
    const { endpoint, credentials } = first;
    const client = new IvschatClient({ region: 'us-east-1', endpoint, credentials });
    const { arn } = await client.send(new CreateRoomCommand({ tags: { room: 'one' } }));
    client.destroy();
    const kept = first.account.chatRooms.values();
    assert.equal(kept[0]?.arn, arn);
    await first.close();
    const second = await start(options);
    assert.deepEqual(second.account.chatRooms.values(), kept);
    await second.close();
    data.remove();
  });

  it("does not start if the key pair can't be created", async () => {
    const broken = await makeDist({ 'rotate-key-pair': 'fails-to-load' });
    await assert.rejects(
      startServer(broken),
      new StartError("Can't create the key pair, rotate-key-pair failed: not today"),
    );
    broken.remove();
  });

  it('does not start on a port that is taken', async () => {
    const other = createServer();
    const port = await listen(other, await ownTcpPort(), '127.0.0.1');
    const refused = start({ port }).finally(() => closeServer(other));
    await assert.rejects(refused, {
      name: 'StartError',
      message: `Port ${port} is taken. Choose another one: npm start -- --port ${port + 1}`,
    });
    assert.equal((await start({ port })).port, port);
  });

  it('does not start with the data of another origin', async () => {
    const data = temporaryDirectory();
    const first = await start({ dataDirectory: data.path });
    await first.close();
    const publicOrigin = 'https://rooms.test';
    await assert.rejects(start({ publicOrigin, dataDirectory: data.path }), {
      name: 'StartError',
      message: `The data in ${data.path} belongs to ${first.url}. Start the server there, or use another directory.`,
    });
    data.remove();
  });

  it("does not start with a directory that it can't write to", async () => {
    const dataDirectory = join(dist().path, 'website/index.html/data');
    await assert.rejects(start({ dataDirectory }), {
      name: 'StartError',
      message: /^Can't write to the data directory .*index\.html/,
    });
  });

  it('has nothing open without participants, and may be closed twice', async () => {
    const server = await start();
    assert.deepEqual(server.counts(), {
      sockets: 0,
      peerConnections: 0,
      stages: 0,
      participants: 0,
      records: 0,
      chatConnections: 0,
      chatRooms: 0,
      chatTokens: 0,
      chatRecords: 0,
      messages: { waiting: 0, inFlight: 0 },
      batches: 0,
    });
    await Promise.all([server.close(), server.close()]);
    for (const url of [server.url, server.endpoint, server.dynamodbEndpoint]) {
      await assert.rejects(fetch(url), { message: 'fetch failed' });
    }
  });
});
