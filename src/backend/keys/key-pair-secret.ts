import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createPrivateKey } from 'node:crypto';
import { isNotFound } from '../aws/aws-errors.ts';
import { log } from '../aws/log.ts';
import { TableLock } from '../aws/table-lock.ts';

/** The content of the secret, as JSON: private key and public key ARN in one version, so that they can't disagree. */
export interface KeyPairSecret {
  /** PEM, PKCS 8. */
  readonly privateKey: string;
  readonly publicKeyArn: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Older keys whose tokens are still accepted. */
  readonly previous: readonly RetiringKey[];
}

export interface RetiringKey {
  readonly publicKeyArn: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
  /** ISO 8601. By then all of its tokens have expired, and the key can be deleted. */
  readonly retireAfter: string;
}

// `rotate-key-pair` is stopped after 120 s. `sweep` may run for 300 s, but changes keys first, and only for seconds.
const LOCK_SECONDS = 150;

/** Held by a run that changes keys, so that there is one at a time. */
export const keyPairLock = (client: DynamoDBClient, table: string, now?: () => number): TableLock =>
  new TableLock(client, table, { name: 'key-pair', seconds: LOCK_SECONDS, ...(now && { now }) });

/** @returns undefined if the secret has no value, or a value that is not a key pair. */
export async function readKeyPairSecret(
  client: SecretsManagerClient,
  secretId: string,
): Promise<KeyPairSecret | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const secret = parseKeyPairSecret(SecretString ?? '');
    if (!secret) log.warn('The secret is not a key pair');
    return secret;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** ARNs of the public keys that tokens still need: the current one, and those that have not retired. */
export function neededKeys(secret: KeyPairSecret | undefined, now: number): Set<string> {
  if (!secret) return new Set();
  return new Set([
    secret.publicKeyArn,
    ...unretired(secret, now).map(({ publicKeyArn }) => publicKeyArn),
  ]);
}

export const unretired = ({ previous }: KeyPairSecret, now: number) =>
  previous.filter(({ retireAfter }) => Date.parse(retireAfter) > now);

export function parseKeyPairSecret(text: string): KeyPairSecret | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { privateKey, publicKeyArn, createdAt, previous = [] } = value as Unchecked<KeyPairSecret>;
  if (typeof privateKey !== 'string' || typeof publicKeyArn !== 'string') return undefined;
  if (typeof createdAt !== 'string' || !Array.isArray(previous)) return undefined;
  if (!isP384(privateKey)) return undefined;
  return { privateKey, publicKeyArn, createdAt, previous: previous.filter(isRetiringKey) };
}

type Unchecked<T> = Partial<Record<keyof T, unknown>>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: somebody else's secret, or none yet
  }
}

function isP384(privateKey: string): boolean {
  try {
    return createPrivateKey(privateKey).asymmetricKeyDetails?.namedCurve === 'secp384r1';
  } catch {
    return false; // not a private key
  }
}

function isRetiringKey(value: unknown): value is RetiringKey {
  if (typeof value !== 'object' || value === null) return false;
  const { publicKeyArn, publicKey, retireAfter } = value as Unchecked<RetiringKey>;
  return (
    typeof publicKeyArn === 'string' &&
    typeof publicKey === 'string' &&
    typeof retireAfter === 'string' &&
    !Number.isNaN(Date.parse(retireAfter))
  );
}
