import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import { MediaClient } from './support/media-client.ts';
import { StageClient } from './support/stage-client.ts';
import { type Claims, makeKeyPair, StageFixture } from './support/stage-fixture.ts';

const NOW = Math.floor(Date.now() / 1000);
const FORTNIGHT = 14 * 24 * 3600;
const MEDIA_REQUESTS = [
  ['POST', 'publish/ann'],
  ['POST', 'subscribe/bob'],
  ['DELETE', 'resource/x'],
] as const;

describe('participant tokens at the stage server', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  let other: StageRecord;
  let offer: MediaClient;

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

  /** Joins with a token and returns the type of the first message, or the code if it is a refusal. */
  async function knock(token: string, topic?: string): Promise<string> {
    const client = new StageClient(token, topic);
    const { type, payload } = await client.firstMessage;
    client.socket.close();
    return type === 'aws:ivs:JOIN_ERROR' ? String(payload.code) : type;
  }

  async function requestMedia(method: string, path: string, token: string) {
    const response = await fetch(`${stage.endpoints.whip}/${path}`, {
      method,
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      ...(method === 'POST' && { body: offer.offer }),
    });
    return { status: response.status, code: ((await response.json()) as { code: number }).code };
  }

  const publishWith = (token: string, id: string) => requestMedia('POST', `publish/${id}`, token);

  /** Changes that make a claim invalid, with the code of the refusal. The tokens are signed with the right key. */
  const wrong: Record<string, readonly [Claims, string]> = {
    'an expiry in the past': [{ iat: NOW - 100, exp: NOW - 1 }, 'TOKEN_EXPIRED'],
    'a lifetime of more than 14 days': [{ iat: NOW, exp: NOW + FORTNIGHT + 1 }, 'TOKEN_INVALID'],
    'an issue time in the future': [{ iat: NOW + 600, exp: NOW + 1200 }, 'TOKEN_INVALID'],
    'an expiry before the issue time': [{ iat: NOW + 30, exp: NOW + 20 }, 'TOKEN_INVALID'],
    'no expiry': [{ exp: undefined }, 'TOKEN_INVALID'],
    'an expiry that is a string': [{ exp: '9999999999' }, 'TOKEN_INVALID'],
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
    'capabilities that are a string': [{ capabilities: 'all' }, 'TOKEN_INVALID'],
    'a capability that is a string': [{ capabilities: { allow_publish: 'true' } }, 'TOKEN_INVALID'],
    'another version': [{ version: '2.0' }, 'TOKEN_INVALID'],
    'a user id of 129 characters': [{ user_id: 'a'.repeat(129) }, 'TOKEN_INVALID'],
    'an attribute that is not a string': [{ attributes: { a: 1 } }, 'TOKEN_INVALID'],
    'attributes of more than 1 KB': [{ attributes: { a: 'a'.repeat(1024) } }, 'TOKEN_INVALID'],
  };

  for (const [what, [changes, code]] of Object.entries(wrong)) {
    it(`with ${what} are refused with ${code} at every endpoint`, async () => {
      const good = fixture.claims(stage, 'ann');
      const client = new StageClient(fixture.sign(good));
      await client.joined();
      const token = fixture.sign({ ...good, ...changes });
      assert.ok((await client.exchange(token)).error);
      assert.equal(await knockAt(stage, token), code);
      for (const [method, path] of MEDIA_REQUESTS) {
        const { status } = await requestMedia(method, path, token);
        assert.equal(status, code === 'STAGE_DELETED' ? 404 : 401, path);
      }
      client.socket.close();
    });
  }

  /** Like {@link knock}, but at this stage's endpoint instead of the one that the token names. */
  async function knockAt({ endpoints, id }: StageRecord, token: string): Promise<string> {
    const honest = fixture.sign({ topic: id, jti: 'x', events_url: endpoints.events });
    const client = new StageClient(honest, undefined, token);
    const { type, payload } = await client.firstMessage;
    client.socket.close();
    return type === 'aws:ivs:JOIN_ERROR' ? String(payload.code) : type;
  }

  it('are required', async () => {
    assert.equal(await knockAt(stage, ''), 'TOKEN_MISSING');
    assert.deepEqual(await publishWith('', 'ann'), { status: 401, code: 401 });
  });

  it('signed with another key, on another curve or with a deleted key are refused', async () => {
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

  it('are valid only for the topic in the URL', async () => {
    const token = fixture.token(stage, 'ann');
    assert.equal(await knock(token), 'STAGE_STATE');
    for (const topic of [`${other.id}/publishers`, stage.id, `${stage.id}/subscribers`, ''])
      assert.equal(await knock(token, topic), 'TOKEN_INVALID');
  });

  it('do not allow publishing as another participant, before joining, or without the capability', async () => {
    const token = fixture.token(stage, 'ann');
    assert.deepEqual(await publishWith(token, 'bob'), { status: 403, code: 2003 });
    assert.deepEqual(await publishWith(token, 'absent'), { status: 403, code: 2003 });
    assert.equal((await publishWith(token, 'ann')).status, 409);
    const capabilities = { allow_subscribe: true };
    const listener = fixture.token(stage, 'lou', { capabilities });
    const lou = await new StageClient(listener).joined();
    assert.deepEqual(await publishWith(listener, 'lou'), { status: 403, code: 2003 });
    // An older token of the same participant gives no more rights than the one that it joined with.
    const older = fixture.token(stage, 'lou', { iat: NOW - 100 });
    assert.deepEqual(await publishWith(older, 'lou'), { status: 403, code: 2003 });
    lou.socket.close();
    const mute = fixture.token(stage, 'mo', { capabilities: { allow_publish: true } });
    const mo = await new StageClient(mute).joined();
    const response = await mo.post('subscribe', 'ann', offer.offer);
    assert.equal(((await response.json()) as { code: number }).code, 2003);
    mo.socket.close();
  });

  it('that have expired since the join open no media, and the refusal has code 2002', async () => {
    const expired = fixture.token(stage, 'ann', { iat: NOW - 100, exp: NOW - 1 });
    assert.deepEqual(await publishWith(expired, 'ann'), { status: 401, code: 2002 });
  });
});
