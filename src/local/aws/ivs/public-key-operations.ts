import { createHash, createPublicKey } from 'node:crypto';
import { ivsLimits } from '../../../backend/quotas.ts';
import type { PublicKeyRecord } from '../../shared/stage-records.ts';
import type { Account } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { validationError } from '../requests/aws-error.ts';
import { newArn } from './ivs-arns.ts';
import { conflict, quotaExceeded, resourceNotFound } from './ivs-errors.ts';
import { paginate } from '../requests/pages.ts';
import { mergeTags, tagPermission, tags } from '../requests/tags.ts';
import { optionalName, page, stageArn } from './ivs-rules.ts';

const publicKeyArn = {
  ...stageArn,
  pattern: /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:public-key\/[a-zA-Z0-9-]+$/,
} as const;

const PEM =
  /^-----BEGIN PUBLIC KEY-----\r?\n([a-zA-Z0-9+/=\r\n]+)\r?\n-----END PUBLIC KEY-----(\r?\n)?$/;

export const publicKeyOperations: Operations = {
  ImportPublicKey: operation({
    callsPerSecond: ivsLimits.publicKeyCallsPerSecond,
    alsoNeeds: tagPermission('ivs'),
    rules: {
      publicKeyMaterial: { type: 'string', required: true, pattern: PEM },
      name: optionalName,
      tags,
    },
    run(account, input) {
      const key = {
        ...newArn('public-key'),
        name: input.name ?? '',
        publicKeyMaterial: input.publicKeyMaterial,
        fingerprint: fingerprintOf(input.publicKeyMaterial),
        tags: mergeTags({}, input.tags),
      };
      const existing = account.publicKeys.values();
      if (existing.some(({ fingerprint }) => fingerprint === key.fingerprint)) {
        throw conflict('The public key has already been imported');
      }
      if (existing.length >= ivsLimits.publicKeys) {
        throw quotaExceeded(`An account has at most ${ivsLimits.publicKeys} public keys`);
      }
      account.publicKeys.set(key.arn, key);
      return { publicKey: describePublicKey(key) };
    },
  }),

  GetPublicKey: operation({
    callsPerSecond: ivsLimits.publicKeyCallsPerSecond,
    rules: { arn: publicKeyArn },
    run: (account, { arn }) => ({ publicKey: describePublicKey(requirePublicKey(account, arn)) }),
  }),

  ListPublicKeys: operation({
    callsPerSecond: ivsLimits.publicKeyCallsPerSecond,
    rules: page,
    run(account, input) {
      const { items, ...rest } = paginate(account.publicKeys.values(), (key) => key.arn, input);
      return { publicKeys: items.map(({ arn, name, tags }) => ({ arn, name, tags })), ...rest };
    },
  }),

  DeletePublicKey: operation({
    callsPerSecond: ivsLimits.publicKeyCallsPerSecond,
    rules: { arn: publicKeyArn },
    run(account, { arn }) {
      requirePublicKey(account, arn);
      account.publicKeys.delete(arn);
      return {};
    },
  }),
};

/** @throws {AwsError} ResourceNotFoundException, if there is no such key. */
function requirePublicKey(account: Account, arn: string): PublicKeyRecord {
  const key = account.publicKeys.get(arn);
  if (!key) throw resourceNotFound(arn);
  return key;
}

/** A public key as ImportPublicKey and GetPublicKey return it. */
function describePublicKey(key: PublicKeyRecord) {
  const { arn, name, publicKeyMaterial, fingerprint, tags } = key;
  return { arn, name, publicKeyMaterial, fingerprint, tags };
}

/** The MD5 of the DER form, as pairs of hex digits. */
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
    // Not a key: answered like a key of another kind.
  }
  throw validationError('The public key is not an ECDSA key on the curve P-384');
}
