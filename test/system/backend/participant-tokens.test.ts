import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import { decodeUserId } from '../../../src/api/names.ts';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { KeyPairMissingError } from '../../../src/backend/keys/key-pair.ts';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { arnOf, keysOf, type TestKeys } from './support/keys.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';

const HOUR = 3600;

describe('participant tokens', () => {
  let cloud: TestCloud;
  let keys: TestKeys;
  let tokens: ParticipantTokens;
  let seconds: number;
  const openRoom = (lifetime = 6 * HOUR) =>
    roomOf('AbCdEf123456', { createdAt: seconds, expiresAt: seconds + lifetime });

  before(async () => {
    cloud = await openCloud();
  });
  beforeEach(async () => {
    keys = keysOf(cloud);
    await keys.removeAll();
    await keys.rotation.ensure();
    tokens = keys.newEnvironment();
    seconds = keys.time.now / 1000;
  });
  after(() => cloud.close());

  const refused = (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'TOKEN_REFUSED');
    return true;
  };

  it('have exactly the claims that IVS asks for, and no others', async () => {
    const room = openRoom();
    const { id, token, expiresAt, capabilities } = await tokens.issue(room, {
      name: 'Zoë 🎧',
      role: 'speaker',
    });
    const secret = await keys.secret();
    const { header, payload } = jwt.decode(token, { complete: true })!;
    assert.deepEqual(header, { alg: 'ES384', typ: 'JWT', kid: arnOf(secret) });
    assert.deepEqual(payload, {
      exp: seconds + HOUR,
      iat: seconds,
      jti: id,
      user_id: 'Wm_DqyDwn46n',
      resource: room.stageArn,
      topic: room.id,
      events_url: room.endpoints.events,
      whip_url: room.endpoints.whip,
      capabilities: { allow_publish: true, allow_subscribe: true },
      attributes: {},
      version: '1.0',
    });
    assert.equal(expiresAt, new Date((seconds + HOUR) * 1000).toISOString());
    assert.deepEqual(capabilities, ['PUBLISH', 'SUBSCRIBE']);
    assert.match(id, /^[A-Za-z0-9]{16}$/);
    assert.equal(decodeUserId('Wm_DqyDwn46n'), 'Zoë 🎧');
  });

  it('are signed with a raw signature of 96 bytes, which the public key verifies', async () => {
    const { token } = await tokens.issue(openRoom(), { name: 'Ann' });
    assert.equal(Buffer.from(token.split('.')[2] ?? '', 'base64url').length, 96);
    const pem = await keys.publicKeys.material(arnOf(await keys.secret()));
    const options = { algorithms: ['ES384' as const], clockTimestamp: seconds };
    assert.ok(jwt.verify(token, pem ?? '', options));
  });

  it('let a listener only listen', async () => {
    const { token, capabilities } = await tokens.issue(openRoom(), { name: 'Ann' });
    const claims = jwt.decode(token) as jwt.JwtPayload;
    assert.deepEqual(claims['capabilities'], { allow_subscribe: true });
    assert.deepEqual(capabilities, ['SUBSCRIBE']);
  });

  it('end with the room', async () => {
    const { token } = await tokens.issue(openRoom(600), { name: 'Ann' });
    assert.equal((jwt.decode(token) as jwt.JwtPayload).exp, seconds + 600);
  });

  it('are ASCII, whatever the name', async () => {
    const { token } = await tokens.issue(openRoom(), { name: '名'.repeat(32) });
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('latin1');
    assert.match(payload, /^[\x20-\x7e]*$/);
  });

  it('keep the participant, and what has to stay, when they are renewed', async () => {
    const room = openRoom();
    const first = await tokens.issue(room, { name: 'Ann' });
    keys.time.now += 1800_000;
    const second = await tokens.issue(room, { name: 'Ann', role: 'speaker', token: first.token });
    assert.equal(second.id, first.id);
    const [old, renewed] = [first, second].map(({ token }) => jwt.decode(token) as jwt.JwtPayload);
    for (const claim of ['topic', 'resource', 'jti', 'whip_url', 'events_url', 'version']) {
      assert.equal(renewed?.[claim], old?.[claim], claim);
    }
    assert.equal(renewed?.exp, (old?.exp ?? 0) + 1800);
  });

  it('are renewed across a rotation, until the old key has retired', async () => {
    const room = openRoom();
    const { token, id } = await tokens.issue(room, { name: 'Ann' });
    await keys.rotation.rotate();
    const environment = keys.newEnvironment();
    assert.equal((await environment.issue(room, { name: 'Ann', token })).id, id);
    // An hour later the token is over, and a little later its key.
    keys.time.now += 62 * 60_000;
    await assert.rejects(environment.issue(room, { name: 'Ann', token }), refused);
  });

  it('are not renewed after their key was revoked', async () => {
    const room = openRoom();
    const { token } = await tokens.issue(room, { name: 'Ann' });
    await keys.rotation.revoke();
    await assert.rejects(tokens.issue(room, { name: 'Ann', token }), refused);
  });

  it('are not renewed when they are forged, foreign, expired or no tokens', async () => {
    const room = openRoom();
    const { token } = await tokens.issue(room, { name: 'Ann' });
    const secret = await keys.secret();
    assert.ok(secret);
    const claims = jwt.decode(token) as jwt.JwtPayload;
    const keyid = secret.publicKeyArn;
    const publicPem = createPublicKey(secret.privateKey).export({ format: 'pem', type: 'spki' });
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
    const sign = (changes: object) => {
      const changed: object = JSON.parse(JSON.stringify({ ...claims, ...changes })) as object;
      return jwt.sign(changed, secret.privateKey, { algorithm: 'ES384', keyid });
    };
    const forged = [
      '',
      'x',
      'a.b.c',
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      unsigned,
      jwt.sign(claims, other, { algorithm: 'ES384', keyid }),
      jwt.sign(claims, other, { algorithm: 'ES384' }),
      jwt.sign(claims, other, { algorithm: 'ES384', keyid: '__proto__' }),
      hmacSigned(claims, publicPem.toString(), keyid),
      sign({ resource: `${room.stageArn}x` }),
      sign({ jti: undefined }),
      sign({ jti: 'a b' }),
      sign({ jti: 'x'.repeat(65) }),
      sign({ exp: seconds }),
      sign({ exp: undefined }),
    ];
    for (const token of forged) {
      await assert.rejects(tokens.issue(room, { name: 'Ann', token }), refused, token);
    }
    const foreign = roomOf('Other0000000', { expiresAt: seconds + HOUR });
    await assert.rejects(tokens.issue(foreign, { name: 'Ann', token }), refused);
  });

  it('are signed without a call while the key is warm, and with one each 30 s', async () => {
    const room = openRoom();
    cloud.faults.reset();
    for (let i = 0; i < 20; i++) await tokens.issue(room, { name: 'Ann' });
    assert.deepEqual(cloud.faults.calls, ['GetSecretValue']);
    keys.time.now += 30_000;
    await Promise.all([1, 2, 3].map(() => tokens.issue(room, { name: 'Ann' })));
    assert.deepEqual(cloud.faults.calls, ['GetSecretValue', 'GetSecretValue']);
  });

  it('wait for the first key pair, and do not remember that there was none', async () => {
    await keys.removeAll();
    const environment = keys.newEnvironment();
    await assert.rejects(environment.issue(openRoom(), { name: 'Ann' }), KeyPairMissingError);
    await keys.rotation.ensure();
    await environment.issue(openRoom(), { name: 'Ann' });
  });
});

/** HS256 over the public key: what a verifier takes that believes the header. */
function hmacSigned(claims: object, publicPem: string, keyid: string): string {
  const header = { alg: 'HS256', typ: 'JWT', kid: keyid };
  const [body, payload] = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const mac = createHmac('sha256', publicPem).update(`${body}.${payload}`).digest('base64url');
  return `${body}.${payload}.${mac}`;
}
