import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { record, soak } from '../../support/record.ts';
import { openSocket, sendRaw } from '../local/support/raw-http.ts';
import { runs, Target } from './support/target.ts';

const target = Target.forThisFile();

const own = (): string => `localhost:${target.port}`;

const get = (path: string, headers: readonly string[] = [`Host: ${own()}`]): string =>
  [`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');

describe('the HTTP port under hostile input', () => {
  it('answers random messages with a 4xx or closes the connection', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom(
        'GET / HTTP/9.9',
        'GET http://evil.test/ HTTP/1.1',
        'GET //evil.test/ HTTP/1.1',
        'CONNECT evil.test:443 HTTP/1.1',
        'POST /api/rooms HTTP/1.1',
        'GET * HTTP/1.1',
        'Host: a',
        'Content-Length: -1',
        'Content-Length: 5, 6',
        'Transfer-Encoding: chunked, identity',
        'Transfer-Encoding: chunked\r\nContent-Length: 3',
        'Upgrade: websocket\r\nConnection: upgrade',
        'Sec-WebSocket-Key: x',
        'Expect: 100-continue',
        'zz\r\n',
      ),
    );
    const message = fc
      .tuple(fc.array(line, { maxLength: 6 }), fc.uint8Array({ maxLength: 60 }))
      .map(([lines, tail]) => Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), tail]));
    const times = runs(150);
    await fc.assert(
      fc.asyncProperty(message, async (bytes) => {
        // Ends the message, because the server waits for the rest of an incomplete one; incomplete ones are tested below.
        const { status } = await sendRaw(target.port, Buffer.concat([bytes, END_OF_GARBAGE]));
        // 100 is the interim answer to `Expect`.
        const fine = status === undefined || status === 100 || (status >= 400 && status < 500);
        assert.ok(fine, String(status));
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'HTTP: random messages',
      tried: `${times} messages`,
      outcome: '4xx or closed',
    });
  });

  it('refuses the Host names of other sites, which prevents DNS rebinding', async () => {
    const { room } = await target.createRoom();
    const strangers = fc.oneof(
      fc.domain().map((name) => `${name}:${target.port}`),
      fc.constantFrom(
        '',
        'localhost',
        `localhost:${target.port}.evil.test`,
        `evil.test#localhost:${target.port}`,
        `localhost:${target.port}@evil.test`,
        `127.0.0.1.nip.io:${target.port}`,
        `0.0.0.0:${target.port}`,
        `localhost.:${target.port}`,
        `localhost:${target.port + 1}`,
        `[::ffff:127.0.0.1]:${target.port}`,
      ),
    );
    const paths = fc.constantFrom(
      '/',
      '/main.js',
      `/api/rooms/${room.id}`,
      '/stages/whip/publish/x',
      '/stages/events',
    );
    const times = runs(100);
    await fc.assert(
      fc.asyncProperty(strangers, paths, async (host, path) => {
        const { status, text } = await sendRaw(target.port, get(path, [`Host: ${host}`]));
        assert.equal(status, 421, host);
        assert.ok(!text.includes(room.id));
      }),
      { numRuns: times },
    );
    // No Host, and two.
    for (const headers of [[], [`Host: ${own()}`, 'Host: evil.test']]) {
      const { status } = await sendRaw(target.port, get('/', headers));
      assert.ok(status === 400 || status === 421, String(status));
    }
    record({
      part: 'Attack',
      what: 'DNS rebinding: foreign Host headers',
      tried: `${times} names`,
      outcome: '421 for every one',
    });
  });

  it('lets no page of a foreign origin call the API or join a stage', async () => {
    const origins = ['https://evil.test', 'null', `file://${own()}`, `http://${own()}.evil.test`];
    for (const origin of origins) {
      const socket = new WebSocket(`ws://${own()}/stages/events`, 'token', { origin });
      const status = await new Promise<number | undefined>((resolve) => {
        socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
        socket.on('error', () => resolve(undefined));
        socket.on('open', () => resolve(101));
      });
      socket.on('error', () => {});
      socket.terminate();
      assert.equal(status, 403, origin);

      const media = await fetch(`${target.url}/stages/whip/publish/x`, {
        method: 'OPTIONS',
        headers: { origin },
      });
      assert.equal(media.status, 403, origin);
      const body = JSON.stringify({ name: 'Eve' });
      const created = await fetch(`${target.url}/api/rooms`, {
        method: 'POST',
        headers: { origin },
        body,
      });
      assert.equal(created.status, 403, origin);
      await created.text();
      // The website's files are public, as other pages load the element from here, but never with credentials.
      const page = await fetch(target.url, { headers: { origin } });
      assert.equal(page.headers.get('access-control-allow-origin'), '*');
      assert.equal(page.headers.get('access-control-allow-credentials'), null);
      await page.text();
    }
  });

  it('serves only files of the website, whatever the encoding of the path', async () => {
    const up = fc.constantFrom(
      '..',
      '%2e%2e',
      '.%2e',
      '%252e%252e',
      '..%2f',
      '..\\',
      '..%5c',
      '..;',
      '%c0%ae%c0%ae',
      '....',
      'assets',
      '',
    );
    const ends = fc.constantFrom(
      'package.json',
      'etc/passwd',
      'proc/self/environ',
      'handlers/create-room.cjs',
      '.local/3000.json',
      'index.html%00.js',
      '.env',
    );
    const times = runs(200);
    await fc.assert(
      fc.asyncProperty(fc.array(up, { maxLength: 8 }), ends, async (ups, end) => {
        const { status, text } = await sendRaw(target.port, get(`/${[...ups, end].join('/')}`));
        // A path without a dot gets the app's page.
        const isApp = status === 200 && text.includes('<audio-room');
        assert.ok(
          isApp || status === 404 || status === 400,
          `${status ?? ''} ${ups.join()} ${end}`,
        );
        assert.ok(!/root:x:|"dependencies"|secretAccessKey|exports\./.test(text));
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'Website: path traversal',
      tried: `${times} paths`,
      outcome: 'the app or 404; no file outside',
    });
  });

  it('refuses headers and bodies that are too large without reading them to the end', async () => {
    const long = await sendRaw(target.port, get('/', [`Host: ${own()}`, `X: ${'x'.repeat(1e6)}`]));
    assert.equal(long.status, 431);
    const many = Array.from({ length: 5_000 }, (_, index) => `X-${index}: y`);
    const crowded = await sendRaw(target.port, get('/', [`Host: ${own()}`, ...many]));
    assert.equal(crowded.status, 431);

    const endless = `POST /api/rooms HTTP/1.1\r\nHost: ${own()}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    assert.equal((await sendRaw(target.port, endless + chunk)).status, 413);
    // With more to send, the client may see the connection reset before it has read the answer.
    const flooded = await sendRaw(target.port, endless + chunk.repeat(100));
    assert.ok(flooded.status === 413 || flooded.status === undefined, String(flooded.status));
  });

  it('answers others while hundreds of incomplete requests wait', async () => {
    const count = soak ? 1_500 : 300;
    const halves = [
      'GET / HTTP/1.1\r\nHost: ',
      `POST /api/rooms HTTP/1.1\r\nHost: ${own()}\r\nContent-Length: 100\r\n\r\n{"na`,
      `POST /stages/whip/publish/x HTTP/1.1\r\nHost: ${own()}\r\nContent-Length: 9000\r\n\r\nv=0`,
      '',
    ];
    const sockets = await Promise.all(Array.from({ length: count }, () => openSocket(target.port)));
    sockets.forEach((socket, index) => socket.write(halves[index % halves.length] ?? ''));
    let slowest = 0;
    for (let times = 0; times < 5; times++) {
      const start = performance.now();
      assert.equal((await target.post('/api/rooms', { name: 'Ann' })).status, 201);
      slowest = Math.max(slowest, performance.now() - start);
    }
    assert.ok(slowest < 15_000, 'a request waited for the incomplete ones');
    for (const socket of sockets) socket.destroy();
    record({
      part: 'Attack',
      what: 'HTTP: incomplete requests held open',
      tried: `${count} at once`,
      outcome: `others answered in under ${Math.ceil(slowest / 1_000)} s`,
    });
  });
});

/** Ends any request that the random bytes may have begun. */
const END_OF_GARBAGE = Buffer.from('\r\n\r\n\u0000 / HTTP/1.1\r\n\r\n'.repeat(3));
