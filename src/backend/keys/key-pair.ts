import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ProblemError, RETRY_LATER } from '../http/problem-errors.ts';
import { readKeyPairSecret, unretired } from './key-pair-secret.ts';

/** Longest life of a token in seconds. Clients exchange it long before; what it allows can't be taken back until then. */
export const TOKEN_SECONDS = 3600;

/**
 * Seconds for which an execution environment may use the keys that it has read. `--revoke` waits that long before it
 * deletes the public key: by then nobody signs with a revoked key. It costs two reads a minute per busy environment.
 */
export const KEY_MAX_AGE_SECONDS = 30;

/** The secret has no usable key pair: the deployment's first rotation has not run, or it failed. */
export class KeyPairMissingError extends ProblemError {
  override name = 'KeyPairMissingError';

  constructor() {
    super('UNAVAILABLE', RETRY_LATER);
  }
}

/** Keys ready for use: one signs, all verify. */
export interface SigningKeys {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** The current key and those being retired, by key id. */
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
    // The age counts from before the read, as the secret may be replaced while the answer is on its way.
    this.#readAt = now;
    keys.catch(() => {
      if (this.#keys === keys) this.#keys = undefined; // a failure is not kept: the next caller tries again
    });
    return keys;
  }

  async #read(now: number): Promise<SigningKeys> {
    const secret = await readKeyPairSecret(this.#client, this.#secretId);
    if (!secret) throw new KeyPairMissingError();
    const privateKey = createPrivateKey(secret.privateKey);
    const publicKeys = new Map([[secret.publicKeyArn, createPublicKey(privateKey)]]);
    for (const key of unretired(secret, now)) {
      publicKeys.set(key.publicKeyArn, createPublicKey(key.publicKey));
    }
    return { keyId: secret.publicKeyArn, privateKey, publicKeys };
  }
}
