import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { StageFixture } from './support/stage-fixture.ts';
import { waitFor } from '../../../support/eventually.ts';

describe('a hostile client', () => {
  const allowsOrigin = (origin: string) => origin === 'https://rooms.test';
  let fixture: StageFixture;
  let stage: StageRecord;
  let witness: StageClient;
  let offer: MediaClient;

  before(async () => {
    fixture = await StageFixture.start({ allowsOrigin, timings: { connectLimit: 200 } });
    stage = fixture.addStage('HostileStage');
    witness = await new StageClient(fixture.token(stage, 'witness')).joined();
    offer = MediaClient.publisher(1);
  });
  after(async () => {
    offer.close();
    await fixture.stop();
  });

  let names = 0;
  const join = () => new StageClient(fixture.token(stage, `mallory${(names += 1)}`)).joined();
  /** Asserts that another participant is still served. */
  const unharmed = async () => {
    const { error } = await witness.exchange(fixture.token(stage, 'witness'));
    assert.equal(error, undefined);
  };

  it('that sends malformed messages is disconnected, and others are not affected', async () => {
    const type = fc.constantFrom('SET_STATE', 'aws:ivs:EXCHANGE_TOKEN', 'PING', '__proto__', 'x');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.json(),
          fc.uint8Array({ maxLength: 200 }),
          fc
            .record({ type, payload: fc.jsonValue(), audioMuted: fc.jsonValue() })
            .map((one) => JSON.stringify(one)),
          fc
            .tuple(type, fc.jsonValue())
            .map(([name, payload]) =>
              JSON.stringify({ type: name, payload, audioMuted: payload, videoStopped: true }),
            ),
        ),
        async (message) => {
          const client = await join();
          client.socket.send(message);
          client.socket.close();
          await waitFor('closed', () => client.closed !== undefined);
        },
      ),
      { numRuns: 150 },
    );
    await unharmed();
    await waitFor('all gone', () => fixture.stageServer.counts().participants === 1);
  });

  it('is disconnected after a message of more than 16 KB, a binary message, or a flood', async () => {
    const big = await join();
    big.socket.send('x'.repeat(20_000));
    await waitFor('big one cut', () => big.closed === 1009);
    const binary = await join();
    binary.socket.send(Buffer.from('{"type":"PING"}'));
    await waitFor('binary one cut', () => binary.closed === 1008);
    const flood = await join();
    for (let index = 0; index < 1_000; index += 1) flood.send({ type: 'PING' });
    await waitFor('flood cut', () => flood.closed === 1008);
    await unharmed();
  });

  it('that breaks the WebSocket protocol does not affect others', async () => {
    const client = await join();
    const raw = Reflect.get(client.socket, '_socket') as Duplex;
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    await waitFor('cut', () => client.closed !== undefined);
    await unharmed();
  });

  it('gets an answer or a refusal to any offer, and nothing stays open', async () => {
    const client = await join();
    const lines = offer.offer.split('\r\n');
    const line = fc.nat(lines.length - 1);
    const mutated = fc.oneof(
      fc.string({ maxLength: 500 }),
      fc.tuple(line, fc.string()).map(([at, text]) => lines.with(at, text).join('\r\n')),
      line.map((at) => lines.toSpliced(at, 1).join('\r\n')),
      line.map((at) => lines.toSpliced(at, 0, lines[at] ?? '').join('\r\n')),
      fc.tuple(line, line).map(([a, b]) => lines.with(a, lines[b] ?? '').join('\r\n')),
      fc
        .tuple(line, fc.nat(4_294_967_296))
        .map(([at, number]) =>
          lines.with(at, lines[at]?.replace(/\d+/, String(number)) ?? '').join('\r\n'),
        ),
      line.map((at) => `${lines.slice(0, at).join('\r\n')}\r\n`),
    );
    await fc.assert(
      fc.asyncProperty(mutated, fc.constantFrom('publish', 'subscribe'), async (sdp, action) => {
        const id = action === 'publish' ? client.id : 'witness';
        const { status } = await client.post(action, id, sdp);
        assert.ok([201, 400, 404, 415].includes(status), `${status} for ${sdp}`);
      }),
      { numRuns: 300 },
    );
    client.socket.close();
    await waitFor('nothing open', () => fixture.stageServer.counts().peerConnections === 0);
    await unharmed();
  });

  it('gets a specific refusal for a body that is not an audio offer', async () => {
    const client = await join();
    const code = async (sdp: string) => {
      const response = await client.post('publish', client.id, sdp);
      return ((await response.json()) as { code: number }).code;
    };
    assert.equal(await code(offer.offer.replace('opus/48000/2', 'PCMU/8000')), 2014);
    assert.equal(await code(offer.offer.replaceAll(/a=ssrc:.*\r\n/g, '')), 400);
    assert.equal(await code(offer.offer.replace('m=video', 'm=application')), 400);
    assert.equal(await code(offer.offer.replace('m=video', 'm=audio')), 400);
    assert.equal(await code(`${offer.offer}a=${'x'.repeat(70_000)}\r\n`), 413);
    client.socket.close();
  });

  it('learns no details of a bug in the server, which is reported', async () => {
    const reports: unknown[] = [];
    let broken = false;
    const failing = await StageFixture.start({
      report: (failure) => reports.push(failure),
      findStage: (arn) => {
        if (broken) throw new Error('disk on fire');
        return failing.stages.get(arn);
      },
    });
    const token = failing.token(failing.addStage('Failing'), 'ann');
    const client = await new StageClient(token).joined();
    broken = true;
    const late = await new StageClient(token).firstMessage;
    assert.equal(late.payload.code, 'INTERNAL');
    const { error } = await client.exchange(token);
    const response = await client.post('publish', 'ann', offer.offer);
    assert.equal(response.status, 500);
    for (const text of [late.payload.reason, error, await response.text()])
      assert.doesNotMatch(String(text), /disk/);
    assert.deepEqual(reports.map(String), Array<string>(3).fill('Error: disk on fire'));
    await failing.stop();
  });

  it('gets 404 and 405 at unknown paths and methods', async () => {
    const { whip } = stage.endpoints;
    const headers = { authorization: `Bearer ${witness.token}` };
    const status = async (path: string, method: string) =>
      (await fetch(`${whip}${path}`, { method, headers })).status;
    assert.equal(await status('/publish', 'POST'), 404);
    assert.equal(await status('/publish/a/b', 'POST'), 404);
    assert.equal(await status('/publish/witness', 'GET'), 405);
    assert.equal(await status('/other/witness', 'POST'), 405);
    assert.equal(await status('/resource/guess', 'DELETE'), 200);
    assert.equal((await fetch(whip.replace('whip', 'other'))).status, 404);
  });

  it('is refused if its page has a foreign origin', async () => {
    const { events, whip } = stage.endpoints;
    const address = `${events}?topic=${stage.id}/publishers`;
    const refused = new WebSocket(address, witness.token, { origin: 'https://evil.test' });
    const status = await new Promise((resolve) =>
      refused.once('unexpected-response', (_, response) => resolve(response.statusCode)),
    );
    assert.equal(status, 403);
    const headers = { origin: 'https://evil.test' };
    const post = await fetch(`${whip}/publish/witness`, { method: 'POST', headers });
    assert.equal(post.status, 403);
    assert.equal(post.headers.get('access-control-allow-origin'), null);
  });

  it('does not prevent pages of an allowed origin from reading what they need', async () => {
    const headers = {
      origin: 'https://rooms.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-stages-sdk,x-evil',
    };
    const response = await fetch(`${stage.endpoints.whip}/publish/witness`, {
      method: 'OPTIONS',
      headers,
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), 'https://rooms.test');
    assert.equal(
      response.headers.get('access-control-allow-headers'),
      'authorization,content-type,x-stages-sdk',
    );
    assert.equal(response.headers.get('access-control-expose-headers'), 'location');
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST.*DELETE/);
  });
});
