import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isAwsFailure } from '../aws/aws-errors.ts';
import { describeError, log } from '../aws/log.ts';
import { LockedError, type TableLock } from '../aws/table-lock.ts';
import { neededKeys, readKeyPairSecret } from './key-pair-secret.ts';
import type { PublicKeys } from './public-keys.ts';

const DAY_MS = 86_400_000;

export interface KeySweepReport {
  readonly deletedKeys: number;
  /** Undefined if there is no key pair, or it could not be read. */
  readonly keyAgeDays: number | undefined;
}

/** Deletes public keys that have retired, and those that a failed rotation left behind. */
export class KeySweep {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  readonly #publicKeys: PublicKeys;
  readonly #lock: Pick<TableLock, 'hold'>;

  constructor(
    client: SecretsManagerClient,
    secretId: string,
    publicKeys: PublicKeys,
    lock: Pick<TableLock, 'hold'>,
  ) {
    this.#client = client;
    this.#secretId = secretId;
    this.#publicKeys = publicKeys;
    this.#lock = lock;
  }

  /** Never fails, so that the stages are swept in any case. What was not deleted is found again in an hour. */
  async run(now: number = Date.now()): Promise<KeySweepReport> {
    try {
      return await this.#lock.hold(async () => {
        const secret = await readKeyPairSecret(this.#client, this.#secretId);
        // Without a secret there is no telling which keys are needed: the first deploy may be about to write it.
        if (!secret) return { deletedKeys: 0, keyAgeDays: undefined };
        const deleted = await this.#publicKeys.deleteUnneeded(neededKeys(secret, now));
        const keyAgeDays = (now - Date.parse(secret.createdAt)) / DAY_MS;
        return { deletedKeys: deleted.length, keyAgeDays };
      });
    } catch (error) {
      const expected = isAwsFailure(error) || error instanceof LockedError;
      log[expected ? 'warn' : 'error']('Keys not swept', { error: describeError(error) });
      return { deletedKeys: 0, keyAgeDays: undefined };
    }
  }
}
