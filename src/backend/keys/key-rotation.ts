import { createPublicKey } from 'node:crypto';
import type { KeyPairSecret, RetiringKey } from './key-pair.ts';
import { publicKeyOf, type KeyStore } from './key-store.ts';
import { KEY_MAX_AGE_SECONDS, TOKEN_SECONDS } from './lifetimes.ts';
import { MAX_PUBLIC_KEYS, type PublicKeys } from './public-keys.ts';
import type { TableLock } from '../aws/table-lock.ts';
import { neededKeys, removeUnneeded, unneeded, unretired } from './unneeded-keys.ts';

/** What a run found and did, by ARN; shown to whoever asked for it, so it holds no secret. */
export interface KeyReport {
  readonly publicKeyArn: string | undefined;
  readonly created: boolean;
  readonly deleted: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

export class KeyQuotaError extends Error {
  override name = 'KeyQuotaError';
}

export interface KeyRotationOptions {
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Seconds for which a replaced key's tokens still join. */
  readonly overlapSeconds?: number;
}

/**
 * How long a replaced key stays: warm environments sign with it until their copy is too old, then its last token lives
 * out its hour. The minute is for clocks that differ.
 */
const OVERLAP_SECONDS = KEY_MAX_AGE_SECONDS + TOKEN_SECONDS + 60;

/** What is added to the age of copies before a revoked key goes: an answer that is still on its way to a client. */
const REVOKE_MARGIN_SECONDS = 5;

/**
 * Makes, replaces and removes the key pair. The secret is the truth: our public keys that it does not name are what a
 * failed run left, or what has retired, and every run removes them. So each step may fail, and the next run repairs it.
 */
export class KeyRotation {
  readonly #store: KeyStore;
  readonly #publicKeys: PublicKeys;
  readonly #lock: TableLock;
  readonly #now: () => number;
  readonly #sleep: (milliseconds: number) => Promise<void>;
  readonly #overlapSeconds: number;

  constructor(
    store: KeyStore,
    publicKeys: PublicKeys,
    lock: TableLock,
    { now = Date.now, sleep = wait, overlapSeconds = OVERLAP_SECONDS }: KeyRotationOptions = {},
  ) {
    this.#store = store;
    this.#publicKeys = publicKeys;
    this.#lock = lock;
    this.#now = now;
    this.#sleep = sleep;
    this.#overlapSeconds = overlapSeconds;
  }

  /** Makes a pair where there is none that works; one that works stays. A deploy calls this. */
  ensure(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const secret = await this.#store.read();
      if (!secret || !(await this.#isImported(secret))) return this.#replace(undefined);
      await this.#store.publish(secret.publicKeyArn);
      return { ...reportOf(secret), created: false, deleted: await this.#tidy(secret) };
    });
  }

  /** Replaces the pair; tokens of the old one join until they expire. */
  rotate(): Promise<KeyReport> {
    return this.#lock.hold(async () => this.#replace(await this.#store.read()));
  }

  /** Replaces the pair; tokens of all older ones join no more when this returns. */
  revoke(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const secret = await this.#store.read();
      return this.#replace(undefined, secret?.publicKeyArn);
    });
  }

  /** Removes all our public keys; a destroy calls this, and removes the secret itself. */
  remove(): Promise<KeyReport> {
    return this.#lock.hold(async () => {
      const deleted = await this.#tidy(undefined);
      return { ...reportOf(undefined), created: false, deleted };
    });
  }

  /**
   * @param old the pair whose tokens stay good for a while; undefined: nothing of before does.
   * @param revoked a public key that warm environments may still sign for.
   */
  async #replace(old: KeyPairSecret | undefined, revoked?: string): Promise<KeyReport> {
    const now = this.#now();
    const needed = neededKeys(old, now);
    if (revoked) needed.add(revoked);
    const early = await this.#makePlace(old, needed, revoked);
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
    const deleted = [...early, ...(await this.#tidy(secret))];
    return { ...reportOf(secret), created: true, deleted };
  }

  /** Sees to it that one more public key fits in. @throws KeyQuotaError before anything has changed. */
  async #makePlace(
    old: KeyPairSecret | undefined,
    needed: Set<string>,
    revoked?: string,
  ): Promise<string[]> {
    const keys = await this.#publicKeys.list();
    const isFull = () => keys.length - unneeded(keys, needed).length >= MAX_PUBLIC_KEYS;
    // A key that somebody else knows goes first where it stands in the way: that some joins fail is the lesser evil.
    if (isFull() && revoked) needed.delete(revoked);
    if (isFull()) throw quotaError(old);
    const garbage = unneeded(keys, needed);
    for (const arn of garbage) await this.#publicKeys.delete(arn);
    return garbage;
  }

  /** Removes what is not needed for this secret. */
  #tidy(secret: KeyPairSecret | undefined): Promise<string[]> {
    return removeUnneeded(this.#publicKeys, neededKeys(secret, this.#now()));
  }

  #retiring({ publicKeyArn, privateKey }: KeyPairSecret, now: number): RetiringKey {
    const retireAfter = new Date(now + this.#overlapSeconds * 1000).toISOString();
    return { publicKeyArn, publicKey: publicKeyOf(privateKey), retireAfter };
  }

  /** Whether IVS has the public half of this pair, under the ARN that the secret names. */
  async #isImported({ publicKeyArn, privateKey }: KeyPairSecret): Promise<boolean> {
    const pem = await this.#publicKeys.material(publicKeyArn);
    return pem !== undefined && createPublicKey(pem).equals(createPublicKey(privateKey));
  }
}

function quotaError(old: KeyPairSecret | undefined): KeyQuotaError {
  const first = old?.previous.map(({ retireAfter }) => retireAfter).sort()[0];
  return new KeyQuotaError(
    `All ${MAX_PUBLIC_KEYS} public keys of this Region are in use, by this and other applications. ` +
      (first ? `One of this deployment can go after ${first}; try again then. ` : '') +
      'Nothing was changed.',
  );
}

function reportOf(secret: KeyPairSecret | undefined) {
  return { publicKeyArn: secret?.publicKeyArn, createdAt: secret?.createdAt };
}

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
