import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readKeyPairSecret } from './key-pair.ts';
import { describeError, log } from '../aws/log.ts';
import type { PublicKeys } from './public-keys.ts';
import type { TableLock } from '../aws/table-lock.ts';
import { neededKeys, removeUnneeded } from './unneeded-keys.ts';

const DAY_MS = 86_400_000;

export interface KeySweepReport {
  readonly deletedKeys: number;
  /** Undefined: there is no key pair, or it could not be looked at. */
  readonly keyAgeDays: number | undefined;
}

/** Removes public keys that have retired, and those that a failed rotation left. */
export class KeySweep {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  readonly #publicKeys: PublicKeys;
  readonly #lock: TableLock;

  constructor(
    client: SecretsManagerClient,
    secretId: string,
    publicKeys: PublicKeys,
    lock: TableLock,
  ) {
    this.#client = client;
    this.#secretId = secretId;
    this.#publicKeys = publicKeys;
    this.#lock = lock;
  }

  /** Never fails, so that stages are swept all the same: what was not removed is there in an hour. */
  async run(now: number = Date.now()): Promise<KeySweepReport> {
    try {
      return await this.#lock.hold(async () => {
        const secret = await readKeyPairSecret(this.#client, this.#secretId);
        // Without a secret nothing can be told: the first deploy may be about to write it.
        if (!secret) return { deletedKeys: 0, keyAgeDays: undefined };
        const deleted = await removeUnneeded(this.#publicKeys, neededKeys(secret, now));
        const keyAgeDays = (now - Date.parse(secret.createdAt)) / DAY_MS;
        return { deletedKeys: deleted.length, keyAgeDays };
      });
    } catch (error) {
      log.warn('Keys not swept', { error: describeError(error) });
      return { deletedKeys: 0, keyAgeDays: undefined };
    }
  }
}
