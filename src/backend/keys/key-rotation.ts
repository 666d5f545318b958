import { createPublicKey } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDenied } from '../aws/aws-errors.ts';
import { RunError, terraformAction } from '../aws/invocation.ts';
import { describeError, log } from '../aws/log.ts';
import type { TableLock } from '../aws/table-lock.ts';
import { ivsLimits } from '../quotas.ts';
import { KEY_MAX_AGE_SECONDS, TOKEN_SECONDS } from './key-pair.ts';
import { neededKeys, unretired, type KeyPairSecret, type RetiringKey } from './key-pair-secret.ts';
import { publicKeyOf, type KeyStore } from './key-store.ts';
import { unneeded, type PublicKeys } from './public-keys.ts';

export type KeyAction = 'ensure' | 'remove' | 'rotate' | 'revoke';

const terraformActions = {
  create: 'ensure',
  update: 'ensure', // a deploy never rotates
  delete: 'remove',
} as const satisfies Record<string, KeyAction>;

/** What a request asks for: Terraform's `{tf: {action}}`, or `{action: 'rotate', revoke?}`. @throws Error if neither. */
export function parseKeyAction(event: unknown): KeyAction {
  const deploy = terraformAction(event);
  if (deploy) return terraformActions[deploy];
  const { action, revoke = false } = (event ?? {}) as Readonly<Record<string, unknown>>;
  if (action === 'rotate' && typeof revoke === 'boolean') return revoke ? 'revoke' : 'rotate';
  throw new Error('Send {"action": "rotate"} or {"action": "rotate", "revoke": true}.');
}

/** What a run found and did. It is shown to whoever started the run, so it has no secrets. */
export interface KeyReport {
  readonly publicKeyArn: string | undefined;
  readonly created: boolean;
  /** ARNs. */
  readonly deleted: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** IVS has no space for another public key. Nothing was changed. */
export class KeyQuotaError extends RunError {
  override name = 'KeyQuotaError';
}

export interface KeyRotationOptions {
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Seconds for which the tokens of a replaced key are still accepted. */
  readonly overlapSeconds?: number;
}

/**
 * How long a replaced key stays: warm environments sign with it until their copy is too old, and the last token signed
 * lives for an hour. The extra minute is for clocks that differ.
 */
const OVERLAP_SECONDS = KEY_MAX_AGE_SECONDS + TOKEN_SECONDS + 60;

/** How long `ensure` waits for new permissions, usually known after 10 s; and between two attempts. The timeout is 120 s. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 3000;

/** Added to the age of copies before a revoked key is deleted: for an answer that is still on its way to a client. */
const REVOKE_MARGIN_SECONDS = 5;

/**
 * Creates, replaces and removes the key pair. The secret is the truth: any public key of ours that it does not name was
 * left by a failed run or has retired, and every run deletes it. So any step may fail, and the next run repairs it.
 */
export class KeyRotation {
  readonly #store: KeyStore;
  readonly #publicKeys: PublicKeys;
  readonly #lock: TableLock;
  readonly #now: () => number;
  readonly #sleep: (milliseconds: number) => Promise<unknown>;
  readonly #overlapSeconds: number;

  constructor(
    store: KeyStore,
    publicKeys: PublicKeys,
    lock: TableLock,
    { now = Date.now, sleep = delay, overlapSeconds = OVERLAP_SECONDS }: KeyRotationOptions = {},
  ) {
    this.#store = store;
    this.#publicKeys = publicKeys;
    this.#lock = lock;
    this.#now = now;
    this.#sleep = sleep;
    this.#overlapSeconds = overlapSeconds;
  }

  /**
   * Creates a key pair unless there is one that works. Run by each deploy, the first time seconds after the function's role
   * was created: AWS may not know its permissions everywhere yet, so what is denied is tried again for a while.
   */
  async ensure(): Promise<KeyReport> {
    const patientUntil = this.#now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.#ensure();
      } catch (error) {
        if (!isDenied(error) || this.#now() >= patientUntil) throw error;
        log.info('Denied, tried again', { error: describeError(error) });
        await this.#sleep(PAUSE_MS);
      }
    }
  }

  #ensure(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const secret = await this.#store.read();
      if (!secret || !(await this.#isImported(secret))) return this.#replace(undefined);
      await this.#store.publish(secret.publicKeyArn);
      return { ...reportOf(secret), created: false, deleted: await this.#deleteUnneeded(secret) };
    });
  }

  /** Replaces the key pair. Tokens of the old one are accepted until they expire. */
  rotate(): Promise<KeyReport> {
    return this.#lock.hold(async () => this.#replace(await this.#store.read()));
  }

  /** Replaces the key pair. When this returns, tokens of all older ones are refused. */
  revoke(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const secret = await this.#store.read();
      return this.#replace(undefined, secret?.publicKeyArn);
    });
  }

  /** Deletes all public keys of the deployment. Run by a destroy, which deletes the secret itself. */
  remove(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const deleted = await this.#deleteUnneeded(undefined);
      return { ...reportOf(undefined), created: false, deleted };
    });
  }

  /**
   * @param old - The key pair whose tokens stay valid for now; undefined if no older tokens do.
   * @param revoked - ARN of a public key whose private key warm environments may still sign with.
   */
  async #replace(old: KeyPairSecret | undefined, revoked?: string): Promise<KeyReport> {
    const now = this.#now();
    const needed = neededKeys(old, now);
    if (revoked) needed.add(revoked);
    const early = await this.#makeSpace(old, needed, revoked);
    const pair = await this.#store.generate();
    const publicKeyArn = await this.#publicKeys.import(pair.publicKey, Math.floor(now / 1000));
    const secret: KeyPairSecret = {
      privateKey: pair.privateKey,
      publicKeyArn,
      createdAt: new Date(now).toISOString(),
      previous: old ? [...unretired(old, now), this.#retiring(old, now)] : [],
    };
    await this.#store.write(secret);
    await this.#store.publish(publicKeyArn);
    if (revoked) await this.#sleep((KEY_MAX_AGE_SECONDS + REVOKE_MARGIN_SECONDS) * 1000);
    const deleted = [...early, ...(await this.#deleteUnneeded(secret))];
    return { ...reportOf(secret), created: true, deleted };
  }

  /** Makes space for one more public key. @throws KeyQuotaError before anything has changed. */
  async #makeSpace(
    old: KeyPairSecret | undefined,
    needed: Set<string>,
    revoked?: string,
  ): Promise<string[]> {
    const keys = await this.#publicKeys.list();
    const isFull = () => keys.length - unneeded(keys, needed).length >= ivsLimits.publicKeys;
    // A revoked key is deleted early if it takes the last space: a few failed joins are better than a leaked key.
    if (isFull() && revoked) needed.delete(revoked);
    if (isFull()) throw quotaError(old);
    const garbage = unneeded(keys, needed);
    for (const arn of garbage) await this.#publicKeys.delete(arn);
    return garbage;
  }

  #deleteUnneeded(secret: KeyPairSecret | undefined): Promise<string[]> {
    return this.#publicKeys.deleteUnneeded(neededKeys(secret, this.#now()));
  }

  #retiring({ publicKeyArn, privateKey }: KeyPairSecret, now: number): RetiringKey {
    const retireAfter = new Date(now + this.#overlapSeconds * 1000).toISOString();
    return { publicKeyArn, publicKey: publicKeyOf(privateKey), retireAfter };
  }

  /** Whether IVS has the public half of this pair under the ARN in the secret. */
  async #isImported({ publicKeyArn, privateKey }: KeyPairSecret): Promise<boolean> {
    const pem = await this.#publicKeys.material(publicKeyArn);
    return pem !== undefined && createPublicKey(pem).equals(createPublicKey(privateKey));
  }
}

function quotaError(old: KeyPairSecret | undefined): KeyQuotaError {
  const first = old?.previous.map(({ retireAfter }) => retireAfter).sort()[0];
  return new KeyQuotaError(
    `All ${ivsLimits.publicKeys} public keys of this Region are in use, by this and other applications. ` +
      (first ? `One of this deployment's can be deleted after ${first}; try again then. ` : '') +
      'Nothing was changed.',
  );
}

function reportOf(secret: KeyPairSecret | undefined) {
  return { publicKeyArn: secret?.publicKeyArn, createdAt: secret?.createdAt };
}
