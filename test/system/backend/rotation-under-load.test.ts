import assert from 'node:assert/strict';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import jwt from 'jsonwebtoken';
import type { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { keysOf, type TestKeys } from './support/keys.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ROTATIONS = 20;
const JOINS_A_SECOND = 50;
const JOINS_AT_A_TIME = 6; // at each point of a rotation

describe('joins while keys are rotated', () => {
  let cloud: TestCloud;
  let keys: TestKeys;
  let environments: ParticipantTokens[];
  /** Tokens that must be accepted, with their end in epoch seconds. */
  let tokens: { token: string; expires: number }[] = [];
  let joins = 0;
  const keyObjects = new Map<string, KeyObject>();

  before(async () => {
    cloud = await openCloud();
    keys = keysOf(cloud);
    await keys.rotation.ensure();
    environments = Array.from({ length: 5 }, () => keys.newEnvironment());
  });
  after(() => cloud.close());

  /** Whether IVS has the key that a token names. */
  const isKnown = (token: string): boolean =>
    cloud.state.publicKeys.get(keyIdOf(token)) !== undefined;

  /** Whether IVS would accept a token: it has its key, which verifies it, and it has not expired. */
  const joinsAtIvs = (token: string): boolean => {
    const pem = cloud.state.publicKeys.get(keyIdOf(token))?.publicKeyMaterial;
    if (pem === undefined) return false;
    const publicKey = keyObjects.get(pem) ?? createPublicKey(pem);
    keyObjects.set(pem, publicKey);
    const clockTimestamp = Math.floor(keys.time.now / 1000);
    jwt.verify(token, publicKey, { algorithms: ['ES384'], clockTimestamp });
    return true;
  };

  /** A few joins through warm and cold environments. Each joins the stage at once, as clients do. */
  const joinForAWhile = async () => {
    const seconds = Math.floor(keys.time.now / 1000);
    const room = roomOf('AbCdEf123456', { expiresAt: seconds + 6 * 3600 });
    environments[joins % environments.length] = keys.newEnvironment(); // a cold one
    for (let i = 0; i < JOINS_AT_A_TIME; i++) {
      const environment = environments[i % environments.length];
      const participant = await environment?.issue(room, { name: 'Ann' });
      // Verifying each signature would take most of the time, and all are made in the same way.
      const joined = i % 5 === 0 ? joinsAtIvs : isKnown;
      assert.ok(participant && joined(participant.token), `join ${joins}`);
      if (i === 0) tokens.push({ token: participant.token, expires: seconds + 3600 });
      keys.time.now += SECOND / JOINS_A_SECOND;
      joins++;
    }
  };

  const oldTokensJoin = () => {
    tokens = tokens.filter(({ expires }) => expires > keys.time.now / 1000);
    for (const { token } of tokens) assert.ok(isKnown(token));
  };

  it('never fail at 50 a second between any two AWS calls of 20 rotations, and old tokens stay valid', async () => {
    for (let rotation = 0; rotation < ROTATIONS; rotation++) {
      let busy = false; // joins make AWS calls, too
      cloud.faults.before(async () => {
        if (busy) return;
        busy = true;
        await joinForAWhile();
        oldTokensJoin();
        busy = false;
      });
      await keys.rotation.rotate();
      cloud.faults.reset();
      // IVS has space for the current key, a retiring one and a new one, which allows two rotations an hour.
      for (let minute = 0; minute < 31; minute++) {
        keys.time.now += MINUTE;
        oldTokensJoin();
        if (minute % 30 === 0) await joinForAWhile();
      }
      await keys.sweep.run(keys.time.now);
      oldTokensJoin();
    }
    assert.ok(joins > ROTATIONS * JOINS_AT_A_TIME * 8, `${joins} joins`);
    console.log(`${joins} joins during ${ROTATIONS} rotations, none failed`);
  });

  it('are all signed with the new key after a key was revoked, and old tokens are refused', async () => {
    await joinForAWhile();
    const before = tokens.at(-1)?.token ?? '';
    let busy = false;
    cloud.faults.before(async () => {
      if (busy) return;
      busy = true;
      await joinForAWhile();
      busy = false;
    });
    await keys.rotation.revoke();
    cloud.faults.reset();
    assert.equal(isKnown(before), false);
    await joinForAWhile();
    assert.equal((await keys.imported()).length, 1);
  });
});

const keyIdOf = (token: string): string => jwt.decode(token, { complete: true })?.header.kid ?? '';
