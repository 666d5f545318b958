import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Cloud } from '../cloud.ts';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  /** Staging labels; one secret has each label at most once. */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface SecretRecord {
  readonly name: string;
  readonly arn: string;
  /** Those that have a label; the service forgets the others, too, in its own time. */
  readonly versions: readonly SecretVersion[];
}

/** A secret with no value, as a deploy makes it. */
export function emptySecret(name: string): SecretRecord {
  const suffix = randomUUID().slice(0, 6);
  const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-${suffix}`;
  return { name, arn, versions: [] };
}

export const secretNotFound = (what: string) =>
  new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}.`);

/** @throws ResourceNotFoundException if there is no secret of this name or ARN. */
export function requireSecret(cloud: Cloud, id: string): SecretRecord {
  const secret = cloud.secrets.values().find(({ name, arn }) => id === name || id === arn);
  if (!secret) throw secretNotFound('secret');
  return secret;
}

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
