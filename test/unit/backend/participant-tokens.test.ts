import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import { decodeName } from '../../../src/api/name-claims.ts';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { renew } from './support/renew.ts';
import { roomOf } from './support/rooms.ts';
import { newP384Pair, newSigningKeys } from './support/signing-keys.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 10, 22, 12) / 1000;

describe('participant tokens', () => {
  const keys = newSigningKeys();
  let seconds: number;
  const tokens = new ParticipantTokens({ keys: () => Promise.resolve(keys) }, () => seconds * 1000);
  const openRoom = (lifetime = 6 * HOUR) =>
    roomOf('AbCdEf123456', { createdAt: START, expiresAt: START + lifetime });
  const claimsOf = (token: string) => jwt.decode(token) as jwt.JwtPayload;
  const isRefusal = (error: unknown) =>
    error instanceof ProblemError && error.code === 'TOKEN_REFUSED';

  beforeEach(() => {
    seconds = START;
  });

  it('have exactly the claims that IVS requires, and no others', async () => {
    const room = openRoom();
    const { id, token, expiresAt, capabilities } = await tokens.issue(room, {
      name: 'Zoë 🎧',
      role: 'speaker',
    });
    const { header, payload } = jwt.decode(token, { complete: true })!;
    assert.deepEqual(header, { alg: 'ES384', typ: 'JWT', kid: keys.keyId });
    assert.deepEqual(payload, {
      exp: START + HOUR,
      iat: START,
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
    assert.equal(expiresAt, new Date((START + HOUR) * 1000).toISOString());
    assert.deepEqual(capabilities, ['PUBLISH', 'SUBSCRIBE']);
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.equal(decodeName('Wm_DqyDwn46n'), 'Zoë 🎧');
  });

  it('let a listener only subscribe', async () => {
    const { token, capabilities } = await tokens.issue(openRoom(), { name: 'Ann' });
    assert.deepEqual(claimsOf(token)['capabilities'], { allow_subscribe: true });
    assert.deepEqual(capabilities, ['SUBSCRIBE']);
  });

  it('expire no later than the room', async () => {
    const { token } = await tokens.issue(openRoom(600), { name: 'Ann' });
    assert.equal(claimsOf(token).exp, START + 600);
  });

  it('are valid for as much longer as the clock of the visitor is ahead, up to a day', async () => {
    const expiries: readonly (readonly [ahead: number, longer: number])[] = [
      [65 * 60, 65 * 60],
      [2 * HOUR, 2 * HOUR],
      [-2 * HOUR, 0],
      [-1e9, 0],
      [24 * HOUR, 24 * HOUR],
      [1e9, 24 * HOUR],
    ];
    for (const [ahead, longer] of expiries) {
      const request = { name: 'Ann', clock: (START + ahead) * 1000 };
      const { token, expiresAt } = await tokens.issue(openRoom(600), request);
      assert.equal(claimsOf(token).exp, START + 600 + longer, `${ahead} s ahead`);
      assert.equal(expiresAt, new Date((START + 600) * 1000).toISOString());
    }
  });

  it('are not renewed after an hour, whatever their holder said about the clock', async () => {
    const request = { name: 'Ann', clock: (START + 24 * HOUR) * 1000 };
    const { token } = await tokens.issue(openRoom(), request);
    seconds += HOUR - 1;
    await renew(tokens, openRoom(), { name: 'Ann', token });
    seconds += 2;
    await assert.rejects(renew(tokens, openRoom(), { name: 'Ann', token }), isRefusal);
  });

  it('are ASCII, whatever the name', async () => {
    const { token } = await tokens.issue(openRoom(), { name: '名'.repeat(40) });
    assert.match(String(claimsOf(token)['user_id']), /^.{128}$/);
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('latin1');
    assert.match(payload, /^[\x20-\x7e]*$/);
  });

  it('keep the participant and the claims that IVS does not let change when they are renewed', async () => {
    const room = openRoom();
    const first = await tokens.issue(room, { name: 'Ann' });
    seconds += HOUR / 2;
    const second = await renew(tokens, room, { name: 'Ann', role: 'speaker', token: first.token });
    assert.equal(second.id, first.id);
    const [old, renewed] = [claimsOf(first.token), claimsOf(second.token)];
    for (const claim of ['topic', 'resource', 'jti', 'whip_url', 'events_url', 'version']) {
      assert.equal(renewed[claim], old[claim], claim);
    }
    assert.equal(renewed.exp, (old.exp ?? 0) + HOUR / 2);
  });

  it('are not renewed if they are forged, expired, of another room or not tokens at all', async () => {
    const room = openRoom();
    const { token } = await tokens.issue(room, { name: 'Ann' });
    const claims = claimsOf(token);
    const keyid = keys.keyId;
    const publicPem = keys.publicKey.export({ format: 'pem', type: 'spki' });
    const other = newP384Pair().privateKey;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const unsigned = `${base64url('{"alg":"none","typ":"JWT"}')}.${payload}.`;
    const sign = (changes: object) => {
      const changed = JSON.parse(JSON.stringify({ ...claims, ...changes })) as object;
      return jwt.sign(changed, keys.privateKey, { algorithm: 'ES384', keyid });
    };
    const forged = [
      '',
      'x',
      'a.b.c',
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${base64url('not JSON')}.${signature}`,
      `${header}.${base64url('null')}.${signature}`,
      `${base64url('not JSON')}.${payload}.${signature}`,
      `${base64url('null')}.${payload}.${signature}`,
      `${base64url('{"kid":{}}')}.${payload}.${signature}`,
      unsigned,
      jwt.sign(claims, other, { algorithm: 'ES384', keyid }),
      jwt.sign(claims, other, { algorithm: 'ES384' }),
      jwt.sign(claims, other, { algorithm: 'ES384', keyid: '__proto__' }),
      hmacSigned(claims, publicPem.toString(), keyid),
      sign({ resource: `${room.stageArn}x` }),
      sign({ jti: undefined }),
      sign({ jti: 'a b' }),
      sign({ jti: 'x'.repeat(65) }),
      sign({ exp: START }),
      sign({ exp: undefined }),
    ];
    for (const token of forged) {
      await assert.rejects(renew(tokens, room, { name: 'Ann', token }), isRefusal, token);
    }
    const foreign = roomOf('Other0000000', { expiresAt: START + HOUR });
    await assert.rejects(renew(tokens, foreign, { name: 'Ann', token }), isRefusal);
  });

  it('are not refused because of a bug of ours', async () => {
    const { token } = await tokens.issue(openRoom(), { name: 'Ann' });
    const bug = new TypeError('x is not a function');
    const publicKeys = new Map();
    publicKeys.get = () => {
      throw bug;
    };
    const broken = new ParticipantTokens({ keys: () => Promise.resolve({ ...keys, publicKeys }) });
    await assert.rejects(
      renew(broken, openRoom(), { name: 'Ann', token }),
      (error) => error === bug,
    );
  });
});

const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Signed with HS256 over the public key, which a verifier accepts that trusts the header. */
function hmacSigned(claims: object, publicPem: string, keyid: string): string {
  const header = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: keyid }));
  const payload = base64url(JSON.stringify(claims));
  const mac = createHmac('sha256', publicPem).update(`${header}.${payload}`).digest('base64url');
  return `${header}.${payload}.${mac}`;
}
