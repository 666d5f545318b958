import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { closeServer, listen } from '../../../../src/local/shared/http.ts';
import type { LocalServer, LocalServerOptions } from '../../../../src/local/server/local-server.ts';
import { StartError } from '../../../../src/local/shared/start-error.ts';
import { temporaryDirectory } from '../support/bundles.ts';
import { makeDist, startServer, type Dist } from '../support/test-server.ts';
import { sendRaw } from '../support/raw-http.ts';

describe('the local server', () => {
  let dist: Dist;
  const open: LocalServer[] = [];
  const start = async (options: Partial<LocalServerOptions> = {}) => {
    const server = await startServer(dist, options);
    open.push(server);
    return server;
  };

  before(async () => {
    dist = await makeDist({ 'rotate-key-pair': 'make-key-pair' });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  after(() => dist.remove());

  it('serves the page at every address of the app', async () => {
    const { url } = await start();
    for (const path of ['/', '/room/abc', '/room/abc?x=1', '/anything/else']) {
      const response = await fetch(url + path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.match(await response.text(), /<title>fixture/);
    }
  });

  it('allows the page what it needs and nothing else', async () => {
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

  it('lets hashed files be kept forever, and compresses text', async () => {
    const { url } = await start();
    const script = await fetch(`${url}/assets/main-ABC.js`);
    assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(script.headers.get('content-encoding'), 'gzip');
    assert.ok(Number(script.headers.get('content-length')) < 200);
    assert.match(await script.text(), /^console\.log/);
    const image = await fetch(`${url}/assets/icon-ABC.png`);
    assert.equal(image.headers.get('content-encoding'), null);
  });

  it('answers 304 to who has the file, and 404 where there is none', async () => {
    const { url } = await start();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    for (const path of ['/assets/no.js', '/favicon.ico', '/..%2f..%2fpackage.json']) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
    assert.equal((await fetch(url, { method: 'POST' })).status, 405);
  });

  it('serves this machine only, under its own names', async () => {
    const { url, port } = await start({ allowedHosts: ['rooms.test:1'] });
    const ask = (host: string, more = '') =>
      sendRaw(url, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);
    for (const host of [
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      'rooms.test:1',
    ]) {
      assert.match(await ask(host), /^HTTP\/1\.1 200 /, host);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      `localhost:${port + 1}`,
    ]) {
      assert.match(await ask(host), /^HTTP\/1\.1 421 /, host);
      const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\n';
      assert.match(await ask(host, upgrade), /^HTTP\/1\.1 421 /, host);
    }
  });

  it('survives a reset by whoever it has refused a socket', async () => {
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

  it('lets pages of this machine join a stage, on whatever port they are, and no others', async () => {
    const { url } = await start({ allowedHosts: ['rooms.test:1'] });
    const ask = async (origin: string) =>
      (await fetch(`${url}/stages/whip/publish/x`, { method: 'OPTIONS', headers: { origin } }))
        .status;
    for (const origin of [
      'http://localhost:5173',
      'http://127.0.0.1',
      'http://[::1]:1',
      'http://rooms.test:1',
    ]) {
      assert.equal(await ask(origin), 204, origin);
    }
    for (const origin of [
      'null',
      'https://evil.example',
      'http://localhost.evil.example',
      'http://rooms.test:2',
    ]) {
      assert.equal(await ask(origin), 403, origin);
    }
  });

  it('runs beside others in one process, and leaves the environment alone', async () => {
    const environment = { ...process.env };
    const [first, second] = await Promise.all([start(), start()]);
    assert.notEqual(first.port, second.port);
    assert.notEqual(first.credentials.accessKeyId, second.credentials.accessKeyId);
    assert.equal((await fetch(first.url)).status, 200);
    assert.equal((await fetch(second.url)).status, 200);
    assert.deepEqual({ ...process.env }, environment);
  });

  it('has the deployment make its key pair at the first start, and not at the next', async () => {
    const data = temporaryDirectory();
    const invoked: string[] = [];
    const options = {
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
    assert.equal(second.port, first.port, 'rooms are joined where they were made');
    assert.deepEqual(invoked, ['rotate-key-pair']);
    assert.deepEqual(second.account.publicKeys.values(), [key]);
    await second.close();
    data.remove();
  });

  it('does not start when the key pair can not be made', async () => {
    const broken = await makeDist({ 'rotate-key-pair': 'fails-to-load' });
    await assert.rejects(
      startServer(broken),
      new StartError("Can't create the key pair, rotate-key-pair failed: not today"),
    );
    broken.remove();
  });

  it('does not start on a port that is taken', async () => {
    const other = createServer();
    const port = await listen(other, 0, '127.0.0.1');
    await assert.rejects(startServer(dist, { port }), {
      name: 'StartError',
      message: `Port ${port} is taken. Choose another one with --port, or any free one with --port 0.`,
    });
    await closeServer(other);
    assert.equal((await start({ port })).port, port);
  });

  it('does not start with the data of another address', async () => {
    const data = temporaryDirectory();
    const first = await start({ dataDirectory: data.path });
    await first.close();
    const port = first.port === 65_535 ? 65_534 : first.port + 1;
    await assert.rejects(startServer(dist, { port, dataDirectory: data.path }), {
      name: 'StartError',
      message: `The data in ${data.path} belongs to ${first.url}. Start the server there, or use another directory.`,
    });
    data.remove();
  });

  it('does not start with a directory that it can not write to', async () => {
    const dataDirectory = join(dist.path, 'website/index.html/data');
    await assert.rejects(startServer(dist, { dataDirectory }), {
      name: 'StartError',
      message: /^Can't write to the data directory .*index\.html/,
    });
  });

  it('has nothing open when nobody is there, and is closed once however often it is asked', async () => {
    const server = await start();
    assert.deepEqual(server.counts(), {
      sockets: 0,
      peerConnections: 0,
      stages: 0,
      participants: 0,
      records: 0,
      messages: { waiting: 0, inFlight: 0 },
      batches: 0,
    });
    await Promise.all([server.close(), server.close()]);
    for (const url of [server.url, server.endpoint, server.dynamodbEndpoint]) {
      await assert.rejects(fetch(url), { message: 'fetch failed' });
    }
  });
});
