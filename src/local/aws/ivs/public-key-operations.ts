import { createHash, createPublicKey } from 'node:crypto';
import { validationError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { newArn } from './ivs-arns.ts';
import { conflict, quotaExceeded } from './ivs-errors.ts';
import { KEY_CALLS_PER_SECOND, MAX_PUBLIC_KEYS } from './ivs-limits.ts';
import { describePublicKey } from './public-key-resource.ts';
import { optionalName, tags } from './ivs-rules.ts';
import { mergeTags, tagPermission } from './ivs-tags.ts';

const PEM =
  /^-----BEGIN PUBLIC KEY-----\r?\n([a-zA-Z0-9+/=\r\n]+)\r?\n-----END PUBLIC KEY-----(\r?\n)?$/;

export const importPublicKey = operation({
  callsPerSecond: KEY_CALLS_PER_SECOND,
  alsoNeeds: tagPermission,
  rules: {
    publicKeyMaterial: { type: 'string', required: true, pattern: PEM },
    name: optionalName,
    tags,
  },
  run(cloud, input) {
    const key = {
      ...newArn('public-key'),
      name: input.name ?? '',
      publicKeyMaterial: input.publicKeyMaterial,
      fingerprint: fingerprintOf(input.publicKeyMaterial),
      tags: mergeTags({}, input.tags),
    };
    const existing = cloud.publicKeys.values();
    if (existing.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
      throw conflict('The public key has been imported already');
    }
    if (existing.length >= MAX_PUBLIC_KEYS) {
      throw quotaExceeded(`An account has at most ${MAX_PUBLIC_KEYS} public keys`);
    }
    cloud.publicKeys.set(key.arn, key);
    return { publicKey: describePublicKey(key) };
  },
});

/** MD5 of the DER form, in pairs of hex digits. */
function fingerprintOf(pem: string): string {
  const digest = createHash('md5').update(readKey(pem)).digest('hex');
  return (digest.match(/../g) ?? []).join(':');
}

function readKey(pem: string): Buffer {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'secp384r1') {
      return key.export({ type: 'spki', format: 'der' });
    }
  } catch {
    // Not a key at all: the same answer as for a key of another kind.
  }
  throw validationError('The public key is not an ECDSA key on the curve P-384');
}
