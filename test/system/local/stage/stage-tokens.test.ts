import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import jwt from 'jsonwebtoken';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { type Claims, makeKeyPair, StageFixture } from './support/stage-fixture.ts';

const NOW = Math.floor(Date.now() / 1000);
const FORTNIGHT = 14 * 24 * 3600;

describe('tokens', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  let other: StageRecord;
  let offer: MediaClient;
  let count = 0;

  before(async () => {
    fixture = await StageFixture.start();
    stage = fixture.addStage('AbCdef1G2hij');
    other = fixture.addStage('OtherStage12');
    offer = MediaClient.publisher(1);
  });
  after(async () => {
    offer.close();
    await fixture.stop();
  });

  /** What the socket says first to whoever shows this token. */
  async function knock(token: string, topic?: string): Promise<string> {
    const client = new StageClient(token, topic);
    const { type, payload } = await client.firstMessage;
    client.socket.close();
    return type === 'aws:ivs:JOIN_ERROR' ? String(payload.code) : type;
  }

  async function publishWith(token: string, id: string): Promise<{ status: number; code: number }> {
    const response = await fetch(`${stage.endpoints.whip}/publish/${id}`, {
      method: 'POST',
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      body: offer.offer,
    });
    return { status: response.status, code: ((await response.json()) as { code: number }).code };
  }

  /** Claims that differ from good ones in one way, with the code that the socket refuses them with. */
  const wrong: Record<string, readonly [Claims, string]> = {
    'an expired token': [{ iat: NOW - 100, exp: NOW - 1 }, 'TOKEN_EXPIRED'],
    'a life of more than 14 days': [{ iat: NOW, exp: NOW + FORTNIGHT + 1 }, 'TOKEN_INVALID'],
    'a token from the future': [{ iat: NOW + 600, exp: NOW + 1200 }, 'TOKEN_INVALID'],
    'an end before its beginning': [{ iat: NOW + 30, exp: NOW + 20 }, 'TOKEN_INVALID'],
    'no expiry': [{ exp: undefined }, 'TOKEN_INVALID'],
    'a fractional expiry': [{ exp: NOW + 0.5 }, 'TOKEN_INVALID'],
    'no issue time': [{ iat: undefined }, 'TOKEN_INVALID'],
    'no participant id': [{ jti: undefined }, 'TOKEN_INVALID'],
    'a participant id with a slash': [{ jti: 'a/b' }, 'TOKEN_INVALID'],
    'a participant id of 65 characters': [{ jti: 'a'.repeat(65) }, 'TOKEN_INVALID'],
    'a stage that does not exist': [
      { resource: 'arn:aws:ivs:us-east-1:000000000000:stage/Nowhere', topic: 'Nowhere' },
      'STAGE_DELETED',
    ],
    'the topic of another stage': [{ topic: 'OtherStage12' }, 'TOKEN_INVALID'],
    'the stage of another topic': [
      { resource: 'arn:aws:ivs:us-east-1:000000000000:stage/OtherStage12' },
      'TOKEN_INVALID',
    ],
    'an events endpoint elsewhere': [{ events_url: 'wss://evil.test' }, 'TOKEN_INVALID'],
    'a media endpoint elsewhere': [{ whip_url: 'https://evil.test' }, 'TOKEN_INVALID'],
    'no capabilities': [{ capabilities: undefined }, 'TOKEN_INVALID'],
    'capabilities in words': [{ capabilities: { allow_publish: 'true' } }, 'TOKEN_INVALID'],
    'another version': [{ version: '2.0' }, 'TOKEN_INVALID'],
    'a user id of 129 characters': [{ user_id: 'a'.repeat(129) }, 'TOKEN_INVALID'],
    'attributes that are no text': [{ attributes: { a: 1 } }, 'TOKEN_INVALID'],
    'attributes of more than 1 KB': [{ attributes: { a: 'a'.repeat(1024) } }, 'TOKEN_INVALID'],
  };

  for (const [what, [changes, code]] of Object.entries(wrong)) {
    it(`with ${what} are refused as ${code}, and open no media`, async () => {
      const good = fixture.claims(stage, 'ann');
      // The client follows the URLs of the token; here it asks the right server with the wrong token.
      const client = new StageClient(fixture.sign(good));
      await client.joined();
      const token = fixture.sign({ ...good, ...changes });
      assert.equal((await client.exchange(token)).error !== undefined, true);
      assert.equal(await knockAt(stage, token), code);
      const { status } = await publishWith(token, 'ann');
      assert.ok(status >= 400 && status < 500, String(status));
      client.socket.close();
    });
  }

  /** As {@link knock}, at this stage's endpoint whatever the token says. */
  async function knockAt({ endpoints, id }: StageRecord, token: string): Promise<string> {
    const honest = fixture.sign({ topic: id, jti: 'x', events_url: endpoints.events });
    const client = new StageClient(honest, undefined, token);
    const { type, payload } = await client.firstMessage;
    client.socket.close();
    return type === 'aws:ivs:JOIN_ERROR' ? String(payload.code) : type;
  }

  it('are asked for', async () => {
    assert.equal(await knockAt(stage, ''), 'TOKEN_MISSING');
    assert.deepEqual(await publishWith('', 'ann'), { status: 401, code: 401 });
  });

  it('that no one signed are refused', async () => {
    const claims = fixture.claims(stage, 'ann');
    const header = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid: fixture.key.arn })).toString('base64url');
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    for (const forged of [
      `${header('none')}.${body}.`,
      `${header('ES384')}.${body}.`,
      `${header('HS256')}.${body}.${jwt.sign(claims, fixture.key.pem, { algorithm: 'HS256' }).split('.')[2] ?? ''}`,
      `${header('ES384')}.${body}`,
      `${header('ES384')}.e30.AAAA`,
      'not-a-token',
      '..',
    ]) {
      assert.match(await knockAt(stage, forged), /^TOKEN_INVALID/, forged.slice(0, 40));
      assert.equal((await publishWith(forged, 'ann')).status, 401);
    }
  });

  it('of another key, another curve or a key that is gone are refused', async () => {
    const claims = fixture.claims(stage, 'ann');
    const stranger = makeKeyPair('BBBBBBBBBBBB');
    assert.equal(await knock(fixture.sign(claims, stranger)), 'TOKEN_INVALID');
    const impostor = { ...stranger, arn: fixture.key.arn };
    assert.equal(await knock(fixture.sign(claims, impostor)), 'TOKEN_INVALID_SIGNATURE');
    const small = makeKeyPair('CCCCCCCCCCCC', 'P-256');
    fixture.keys.set(small.arn, small.pem);
    const es256 = jwt.sign(JSON.stringify(claims), small.privateKey, {
      algorithm: 'ES256',
      header: { alg: 'ES256', kid: small.arn },
    });
    assert.equal(await knock(es256), 'TOKEN_INVALID');

    fixture.keys.set(stranger.arn, stranger.pem);
    const token = fixture.sign(claims, stranger);
    assert.equal(await knock(token), 'STAGE_STATE');
    fixture.keys.delete(stranger.arn);
    assert.equal(await knock(token), 'TOKEN_INVALID');
    fixture.keys.set(stranger.arn, fixture.key.pem);
    assert.equal(await knock(token), 'TOKEN_INVALID_SIGNATURE');
  });

  it('are for the topic that the address names', async () => {
    const token = fixture.token(stage, 'ann');
    assert.equal(await knock(token), 'STAGE_STATE');
    for (const topic of [`${other.id}/publishers`, stage.id, `${stage.id}/subscribers`, ''])
      assert.equal(await knock(token, topic), 'TOKEN_INVALID');
  });

  it('let nobody publish as another participant, without having joined, or without the right', async () => {
    const token = fixture.token(stage, 'ann');
    assert.deepEqual(await publishWith(token, 'bob'), { status: 403, code: 2003 });
    assert.deepEqual(await publishWith(token, 'absent'), { status: 403, code: 2003 });
    assert.equal((await publishWith(token, 'ann')).status, 409);
    const capabilities = { allow_subscribe: true };
    const listener = fixture.token(stage, 'lou', { capabilities });
    const lou = await new StageClient(listener).joined();
    assert.deepEqual(await publishWith(listener, 'lou'), { status: 403, code: 2003 });
    // A token of the same participant that is older than the one that it joined with gives no more than that one.
    const older = fixture.token(stage, 'lou', { iat: NOW - 100 });
    assert.deepEqual(await publishWith(older, 'lou'), { status: 403, code: 2003 });
    lou.socket.close();
    const mute = fixture.token(stage, 'mo', { capabilities: { allow_publish: true } });
    const mo = await new StageClient(mute).joined();
    const response = await mo.post('subscribe', 'ann', offer.offer);
    assert.equal(((await response.json()) as { code: number }).code, 2003);
    mo.socket.close();
  });

  it('that have expired since the join open no media, and say so with code 2002', async () => {
    const expired = fixture.token(stage, 'ann', { iat: NOW - 100, exp: NOW - 1 });
    assert.deepEqual(await publishWith(expired, 'ann'), { status: 401, code: 2002 });
  });

  it('with any claim or any character changed after signing get nowhere', async () => {
    const [header = '', body = '', signature = ''] = fixture.token(stage, 'ann').split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc
            .tuple(fc.constantFrom(...Object.keys(claims)), fc.jsonValue())
            .filter(([name, value]) => JSON.stringify(claims[name]) !== JSON.stringify(value))
            .map(([name, value]) => {
              const changed = JSON.stringify({ ...claims, [name]: value });
              return `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
            }),
          fc
            .tuple(
              fc.nat(signature.length - 2),
              fc.constantFrom('A', 'B', 'x', 'y', '0', '9', '-', '_'),
            )
            .filter(([index, char]) => signature[index] !== char)
            .map(
              ([index, char]) =>
                `${header}.${body}.${signature.slice(0, index)}${char}${signature.slice(index + 1)}`,
            ),
        ),
        async (token) => {
          count += 1;
          assert.match(await knockAt(stage, token), /^TOKEN_INVALID/);
          assert.equal((await publishWith(token, 'ann')).status, 401);
        },
      ),
      { numRuns: 100 },
    );
    assert.ok(count >= 100);
    assert.equal(fixture.stageServer.counts().participants, 0);
  });
});
