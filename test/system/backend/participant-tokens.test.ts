import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { KeyPairMissingError } from '../../../src/backend/keys/key-pair.ts';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { renew } from '../../unit/backend/support/renew.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { arnOf, keysOf, type TestKeys } from './support/keys.ts';

const HOUR = 3600;

// What a token says, and which tokens are renewed, is in test/unit/backend/participant-tokens.test.ts.
describe('participant tokens', () => {
  let cloud: TestCloud;
  let keys: TestKeys;
  let tokens: ParticipantTokens;
  let seconds: number;
  const openRoom = () =>
    roomOf('AbCdEf123456', { createdAt: seconds, expiresAt: seconds + 6 * HOUR });
  const isRefusal = (error: unknown) =>
    error instanceof ProblemError && error.code === 'TOKEN_REFUSED';

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

  it('have a raw signature of 96 bytes, which the imported public key verifies', async () => {
    const { token } = await tokens.issue(openRoom(), { name: 'Ann' });
    assert.equal(Buffer.from(token.split('.')[2] ?? '', 'base64url').length, 96);
    const pem = await keys.publicKeys.material(arnOf(await keys.secret()));
    const options = { algorithms: ['ES384' as const], clockTimestamp: seconds };
    assert.ok(jwt.verify(token, pem ?? '', options));
  });

  it('are renewed after a rotation, until the old key has retired', async () => {
    const room = openRoom();
    const { token, id } = await tokens.issue(room, { name: 'Ann' });
    await keys.rotation.rotate();
    const environment = keys.newEnvironment();
    assert.equal((await renew(environment, room, { name: 'Ann', token })).id, id);
    // The token expires after an hour, and its key retires shortly after.
    keys.time.now += 62 * 60_000;
    await assert.rejects(renew(environment, room, { name: 'Ann', token }), isRefusal);
  });

  it('are not renewed after their key was revoked', async () => {
    const room = openRoom();
    const { token } = await tokens.issue(room, { name: 'Ann' });
    await keys.rotation.revoke();
    await assert.rejects(renew(tokens, room, { name: 'Ann', token }), isRefusal);
  });

  it('take no AWS call while the key is cached, and one every 30 s', async () => {
    const room = openRoom();
    cloud.faults.reset();
    for (let i = 0; i < 20; i++) await tokens.issue(room, { name: 'Ann' });
    assert.deepEqual(cloud.faults.calls, ['GetSecretValue']);
    keys.time.now += 30_000;
    await Promise.all([1, 2, 3].map(() => tokens.issue(room, { name: 'Ann' })));
    assert.deepEqual(cloud.faults.calls, ['GetSecretValue', 'GetSecretValue']);
  });

  it('can be signed as soon as there is a key pair, though there was none before', async () => {
    await keys.removeAll();
    const environment = keys.newEnvironment();
    await assert.rejects(environment.issue(openRoom(), { name: 'Ann' }), KeyPairMissingError);
    await keys.rotation.ensure();
    await environment.issue(openRoom(), { name: 'Ann' });
  });
});
