import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SigningKeys } from '../../../../src/backend/keys/key-pair.ts';

export const newP384Pair = () => generateKeyPairSync('ec', { namedCurve: 'P-384' });

/** Keys as a secret with one key pair gives them. */
export function newSigningKeys(
  keyId = 'arn:aws:ivs:us-east-1:000000000000:public-key/AbCdEf123456',
): SigningKeys & { readonly publicKey: KeyObject } {
  const { privateKey, publicKey } = newP384Pair();
  return { keyId, privateKey, publicKey, publicKeys: new Map([[keyId, publicKey]]) };
}
