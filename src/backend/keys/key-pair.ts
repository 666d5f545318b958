import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { isNotFound, KeyPairMissingError } from '../problem-errors.ts';
import { KEY_MAX_AGE_SECONDS } from './lifetimes.ts';

/** What the secret holds, as JSON: private key and public key ARN in one version, so that they can't disagree. */
export interface KeyPairSecret {
  /** PEM, PKCS 8. */
  readonly privateKey: string;
  readonly publicKeyArn: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Older keys whose tokens still join. */
  readonly previous: readonly RetiringKey[];
}

export interface RetiringKey {
  readonly publicKeyArn: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
  /** ISO 8601: from then on its tokens have all expired, and the key can go. */
  readonly retireAfter: string;
}

/** Keys ready for use: one signs, all verify. */
export interface SigningKeys {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** By key id: the current key and those that retire. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
}

/** Reads the key pair, and keeps it for {@link KEY_MAX_AGE_SECONDS}. */
export class KeyPair {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  readonly #now: () => number;
  #keys: Promise<SigningKeys> | undefined;
  #readAt = 0;

  constructor(client: SecretsManagerClient, secretId: string, now: () => number = Date.now) {
    this.#client = client;
    this.#secretId = secretId;
    this.#now = now;
  }

  /** @throws KeyPairMissingError until the first rotation has run. */
  keys(): Promise<SigningKeys> {
    const now = this.#now();
    if (this.#keys && now - this.#readAt < KEY_MAX_AGE_SECONDS * 1000) return this.#keys;
    const keys = this.#read(now);
    this.#keys = keys;
    // The age counts from before the read: what was true then may have been replaced while the answer travelled.
    this.#readAt = now;
    keys.catch(() => {
      if (this.#keys === keys) this.#keys = undefined; // a failure is not kept: the next caller tries again
    });
    return keys;
  }

  async #read(now: number): Promise<SigningKeys> {
    const secret = await readKeyPairSecret(this.#client, this.#secretId);
    if (!secret)
      throw new KeyPairMissingError('The secret holds no key pair. Run rotate-key-pair.');
    const privateKey = createPrivateKey(secret.privateKey);
    const publicKeys = new Map([[secret.publicKeyArn, createPublicKey(privateKey)]]);
    for (const key of secret.previous) {
      if (Date.parse(key.retireAfter) <= now) continue;
      publicKeys.set(key.publicKeyArn, createPublicKey(key.publicKey));
    }
    return { keyId: secret.publicKeyArn, privateKey, publicKeys };
  }
}

/** @returns undefined if the secret has no value, or one that is no key pair. */
export async function readKeyPairSecret(
  client: SecretsManagerClient,
  secretId: string,
): Promise<KeyPairSecret | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return parseKeyPairSecret(SecretString ?? '');
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export function parseKeyPairSecret(json: string): KeyPairSecret | undefined {
  try {
    const value = JSON.parse(json) as Partial<Record<keyof KeyPairSecret, unknown>>;
    const { privateKey, publicKeyArn, createdAt, previous = [] } = value;
    if (typeof privateKey !== 'string' || typeof publicKeyArn !== 'string') return undefined;
    if (typeof createdAt !== 'string' || !Array.isArray(previous)) return undefined;
    if (createPrivateKey(privateKey).asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
      return undefined;
    }
    return { privateKey, publicKeyArn, createdAt, previous: previous.filter(isRetiringKey) };
  } catch {
    return undefined; // not JSON, or no private key
  }
}

function isRetiringKey(value: unknown): value is RetiringKey {
  if (typeof value !== 'object' || value === null) return false;
  const { publicKeyArn, publicKey, retireAfter } = value as Record<string, unknown>;
  return (
    typeof publicKeyArn === 'string' &&
    typeof publicKey === 'string' &&
    typeof retireAfter === 'string' &&
    !Number.isNaN(Date.parse(retireAfter))
  );
}
