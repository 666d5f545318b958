import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  neededKeys,
  parseKeyPairSecret,
  type KeyPairSecret,
} from '../../../src/backend/keys/key-pair-secret.ts';
import { newP384Pair } from './support/signing-keys.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const pem = { format: 'pem', type: 'pkcs8' } as const;
const retiring = (name: string, retireAt: number) => ({
  publicKeyArn: name,
  publicKey: 'PEM',
  retireAfter: new Date(retireAt).toISOString(),
});
const secret: KeyPairSecret = {
  privateKey: newP384Pair().privateKey.export(pem).toString(),
  publicKeyArn: 'current',
  createdAt: new Date(NOW).toISOString(),
  previous: [retiring('retiring', NOW + 1), retiring('retired', NOW)],
};

describe('the key pair secret', () => {
  it('is read as it was written', () => {
    assert.deepEqual(parseKeyPairSecret(JSON.stringify(secret)), secret);
  });

  it('has no key pair if it is anything else', () => {
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const others = [
      '',
      'not JSON',
      'null',
      '[]',
      '{}',
      '"text"',
      JSON.stringify({ ...secret, privateKey: 'not a key' }),
      JSON.stringify({ ...secret, privateKey: p256.export(pem).toString() }),
      JSON.stringify({ ...secret, publicKeyArn: 5 }),
      JSON.stringify({ ...secret, createdAt: undefined }),
      JSON.stringify({ ...secret, previous: {} }),
    ];
    for (const other of others) assert.equal(parseKeyPairSecret(other), undefined, other);
  });

  it('needs the current key and those that have not retired', () => {
    assert.deepEqual([...neededKeys(secret, NOW)], ['current', 'retiring']);
    assert.deepEqual([...neededKeys(undefined, NOW)], []);
  });
});
