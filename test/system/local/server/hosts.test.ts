import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import { sendRaw } from '../support/raw-http.ts';
import { serversForSuite } from '../support/test-server.ts';

describe('the names and pages that the local server answers', () => {
  const { start } = serversForSuite();

  it('answers only requests whose Host names this machine or an allowed host', async () => {
    const { port } = await start({ allowedHosts: ['rooms.test:1'] });
    const statusFor = async (host: string, more = '') => {
      const request = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`;
      return (await sendRaw(port, request)).status;
    };
    for (const host of [
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      `127.0.0.5:${port}`,
      `a.b.localhost:${port}`,
      'rooms.test:1',
    ]) {
      assert.equal(await statusFor(host), 200, host);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      `localhost:${port + 1}`,
    ]) {
      assert.equal(await statusFor(host), 421, host);
      const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\n';
      assert.equal(await statusFor(host, upgrade), 421, host);
    }
  });

  it('lets pages of this machine call the API and join a stage, and no others', async () => {
    const { url } = await start({
      allowedHosts: ['rooms.test:1'],
      publicOrigin: 'https://tunnel.test',
    });
    const join = async (origin: string) =>
      (await fetch(`${url}/stages/whip/publish/x`, { method: 'OPTIONS', headers: { origin } }))
        .status;
    const call = (origin: string) => fetch(`${url}/api/none`, { headers: { origin } });
    for (const origin of [
      'http://localhost:5173',
      'https://localhost',
      'https://shop.localhost:8443',
      'http://127.0.0.1',
      'http://127.0.0.5:1',
      'http://[::1]:1',
      'http://rooms.test:1',
      'https://tunnel.test',
    ]) {
      assert.equal(await join(origin), 204, origin);
      assert.equal((await call(origin)).status, 404, origin);
    }
    for (const origin of [
      'null',
      'https://evil.example',
      'http://localhost.evil.example',
      'http://evillocalhost',
      'http://rooms.test:2',
      'chrome-extension://localhost',
    ]) {
      assert.equal(await join(origin), 403, origin);
      const refused = await call(origin);
      assert.equal(refused.status, 403, origin);
      // So that the page can read why.
      assert.equal(refused.headers.get('access-control-allow-origin'), '*');
      const { code, detail } = (await refused.json()) as { code: string; detail: string };
      assert.equal(code, 'ORIGIN_REFUSED');
      if (origin.startsWith('https:')) assert.match(detail, /--allow-host evil\.example/);
    }
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://evil.example' } };
    assert.equal((await fetch(`${url}/api/rooms`, preflight)).status, 204);
  });

  it('tells a person who opens it under another name how to allow that name', async () => {
    const { port } = await start();
    const refusal = async (host: string) =>
      (await sendRaw(port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).text;
    const text = await refusal('Abc.Tunnel.example');
    assert.match(text, /npm start -- --allow-host abc\.tunnel\.example/);
    assert.match(text, /npm start -- --public-url https:\/\/abc\.tunnel\.example/);
    assert.doesNotMatch(await refusal('<script>'), /script/);
  });

  it('gives stages the address at which browsers reach it', async () => {
    const { account, origin, port, url } = await start({ publicOrigin: 'https://tunnel.test' });
    assert.equal(origin, 'https://tunnel.test');
    assert.equal(url, `http://localhost:${port}`);
    assert.equal(account.stageEndpoints.events, 'wss://tunnel.test/stages/events');
    const page = await sendRaw(port, 'GET / HTTP/1.1\r\nHost: tunnel.test\r\n\r\n');
    assert.equal(page.status, 200);
    assert.match(page.text, /connect-src 'self' https:\/\/tunnel\.test wss:\/\/tunnel\.test/);
  });

  it('listens on every address only if it knows the one that links carry', async () => {
    await assert.rejects(start({ host: '0.0.0.0' }), {
      name: 'StartError',
      message: /^--host 0\.0\.0\.0 is every address.*--public-url/,
    });
    const { port } = await start({ host: '0.0.0.0', publicOrigin: 'http://rooms.test:1' });
    const statusFor = async (host: string) =>
      (await sendRaw(port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).status;
    const own = Object.values(networkInterfaces()).flatMap((entries = []) =>
      entries.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
    );
    for (const host of ['localhost', ...own]) {
      assert.equal(await statusFor(`${host}:${port}`), 200, host);
    }
    assert.equal(await statusFor('rooms.test:1'), 200);
    // DNS rebinding is refused here, too.
    for (const host of ['evil.example', '192.0.2.1', '0.0.0.0']) {
      assert.equal(await statusFor(`${host}:${port}`), 421, host);
    }
  });
});
