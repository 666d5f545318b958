import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { before, describe, it } from 'node:test';
import { connect as connectSecurely } from 'node:tls';
import { WebSocket } from 'ws';
import type { LocalServerOptions } from '../../../../src/local/server/local-server.ts';
import {
  makeCertificate,
  type Certificate,
} from '../../../../src/local/server/network/certificate.ts';
import { NETWORK_HOST } from '../../../support/network-host.ts';
import { sendSecure } from '../support/https-client.ts';
import { sendRaw } from '../support/raw-http.ts';
import { serversForSuite } from '../support/test-server.ts';

const HOST = NETWORK_HOST;
/** The host in links; that of loopback is `localhost`. */
const NAME = HOST === '127.0.0.1' ? 'localhost' : bracketed(HOST);

describe('the local server in a network', () => {
  const { start } = serversForSuite();
  let certificate: Certificate;

  before(async () => {
    certificate = await makeCertificate([HOST, 'localhost', '127.0.0.1', '::1']);
  });

  const startHere = (options: Partial<LocalServerOptions> = {}) =>
    start({ host: HOST, certificate, ...options });

  it('serves pages and API over HTTPS, with a certificate for its address', async () => {
    const { origin, url, port } = await startHere();
    assert.equal(origin, `https://${NAME}:${port}`);
    assert.equal(url, origin);
    const page = await sendSecure(certificate.authority, `${origin}/`);
    assert.equal(page.status, 200);
    assert.match(
      String(page.headers['content-security-policy']),
      new RegExp(`connect-src 'self' ${escaped(origin)} ${escaped(origin.replace('http', 'ws'))};`),
    );
    assert.equal((await sendSecure(certificate.authority, `${origin}/api/none`)).status, 404);
    const other = await makeCertificate([HOST]);
    await assert.rejects(sendSecure(other.authority, `${origin}/`), /certificate|signature/i);
  });

  it('gives stages secure endpoints at its address, which answer', async () => {
    const { origin, account } = await startHere();
    const { events, whip } = account.stageEndpoints;
    assert.equal(events, `${origin.replace('https', 'wss')}/stages/events`);
    assert.equal(whip, `${origin}/stages/whip`);
    const socket = new WebSocket(events, 'no-token', { ca: certificate.authority });
    const [message] = (await once(socket, 'message')) as [Buffer];
    assert.match(message.toString(), /TOKEN_/);
    await once(socket, 'close');
    const options = { method: 'OPTIONS', headers: { origin } };
    const media = await sendSecure(certificate.authority, `${whip}/publish/x`, options);
    assert.equal(media.status, 204);
  });

  it('redirects plain HTTP on the same port, for this time only', async () => {
    const { port, origin } = await startHere();
    for (const host of ['localhost', HOST]) {
      const { status, headers } = await fetch(`http://${bracketed(host)}:${port}/room/abc?x=1`, {
        redirect: 'manual',
      });
      assert.equal(status, 307);
      assert.equal(headers.get('location'), `${origin}/room/abc?x=1`);
      // Stored, it would still be followed when the server runs without HTTPS.
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });

  it('redirects to nowhere else, whatever a request says', async () => {
    const { port, origin } = await startHere();
    for (const path of ['//evil.example', '/\\evil.example', '/@evil.example', '/%0d%0aX: y']) {
      const { text } = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
      const location = /\r\nLocation: (.*)\r\n/.exec(text)?.[1];
      if (location !== undefined) assert.equal(new URL(location).origin, origin, path);
      assert.doesNotMatch(text, /\r\nX: y/);
    }
    for (const bytes of [
      '\r\n\r\n',
      'SSH-2.0-x\r\n',
      'GET http://evil.example/ HTTP/1.1\r\n\r\n',
    ]) {
      assert.equal((await sendRaw(port, bytes)).status, undefined, bytes);
    }
  });

  it('sends loopback over HTTPS to its address, too, where the stage’s certificate is accepted', async () => {
    const { port, origin } = await startHere();
    const secure = `https://127.0.0.1:${port}`;
    const { status, headers } = await sendSecure(certificate.authority, `${secure}/room/abc`);
    assert.equal(status, 307);
    assert.equal(headers.location, `${origin}/room/abc`);
    // Programs of this machine are not browsers.
    assert.equal((await sendSecure(certificate.authority, `${secure}/api/none`)).status, 404);
  });

  it('answers no other name, so that no page can rebind one to it', async () => {
    const { origin, port } = await startHere();
    for (const host of ['evil.example', `evil.example:${port}`, HOST, `${NAME}:${port + 1}`]) {
      const { status } = await sendSecure(certificate.authority, `${origin}/`, {
        headers: { host },
      });
      assert.equal(status, 421, host);
    }
  });

  it('keeps the AWS endpoint and the database on loopback', async () => {
    const { endpoint, dynamodbEndpoint } = await startHere();
    for (const url of [endpoint, dynamodbEndpoint]) {
      assert.equal(new URL(url).hostname, '127.0.0.1');
      if (HOST === '127.0.0.1') continue;
      const socket = connect(Number(new URL(url).port), HOST);
      await assert.rejects(once(socket, 'connect'), { code: 'ECONNREFUSED' });
    }
  });

  it('lets nobody in the network fill its memory with rooms', async () => {
    const { origin } = await startHere();
    const body = JSON.stringify({ name: 'Eve' });
    const headers = { 'content-type': 'application/json' };
    const create = () =>
      sendSecure(certificate.authority, `${origin}/api/rooms`, { method: 'POST', headers, body });
    const answers = [];
    for (let count = 0; count < 21; count += 1) answers.push(await create());
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 1);
    assert.equal(refused[0], answers.at(-1));
    assert.equal(refused[0]?.headers['retry-after'], '60');
    // Others who know a room go on.
    const other = await sendSecure(certificate.authority, `${origin}/api/rooms/abc`);
    assert.notEqual(other.status, 429);
  });

  it('shows its address and its certificate on the start page', async () => {
    const { origin } = await startHere();
    const file = await sendSecure(certificate.authority, `${origin}/audio-rooms.crt`);
    assert.equal(file.headers['content-type'], 'application/x-x509-ca-cert');
    assert.equal(file.body, certificate.authority);
    const styles = await sendSecure(certificate.authority, `${origin}/network.css`);
    assert.equal(styles.headers['content-type'], 'text/css; charset=utf-8');
  });

  it('closes at once, whoever is connected', async () => {
    const server = await startHere();
    const silent = connect(server.port, HOST);
    const halfway = connect(server.port, HOST);
    const shaken = connectSecurely(server.port, HOST, { ca: certificate.authority });
    await Promise.all([once(silent, 'connect'), once(halfway, 'connect')]);
    halfway.write(Buffer.from([0x16, 3, 1]));
    await once(shaken, 'secureConnect');
    for (const socket of [silent, halfway, shaken]) socket.on('error', () => {});
    const closed = Promise.all([silent, halfway, shaken].map((socket) => once(socket, 'close')));
    await server.close();
    await closed;
  });
});

const escaped = (text: string): string => text.replace(/[.[\]]/g, '\\$&');
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
