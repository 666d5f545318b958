import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';
import type { Account, SecretRecord, SecretVersion } from '../account.ts';
import { operation, type Operations } from '../operation.ts';
import { AwsError } from '../requests/aws-error.ts';

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

const secretId = { type: 'string', required: true, minLength: 1, maxLength: 2048 } as const;
const versionId = { type: 'string', minLength: 32, maxLength: 64 } as const;

export const secretsManagerOperations: Operations = {
  GetSecretValue: operation({
    rules: {
      SecretId: secretId,
      VersionId: versionId,
      VersionStage: { type: 'string', minLength: 1, maxLength: 256 },
    },
    run(account, { SecretId, VersionId, VersionStage }) {
      const secret = requireSecret(account, SecretId);
      const label = VersionStage ?? (VersionId === undefined ? CURRENT : undefined);
      const version = secret.versions.find(
        ({ id, stages }) =>
          id === (VersionId ?? id) && (label === undefined || stages.includes(label)),
      );
      if (!version) {
        throw secretNotFound(
          VersionId === undefined
            ? `secret value for staging label: ${label ?? ''}`
            : `secret value for VersionId: ${VersionId}`,
        );
      }
      return {
        ...describeVersion(secret, version),
        SecretString: version.value,
        CreatedDate: version.createdAt / 1000,
      };
    },
  }),

  PutSecretValue: operation({
    callsPerSecond: 50,
    rules: {
      SecretId: secretId,
      ClientRequestToken: versionId,
      SecretString: { type: 'string', required: true, minLength: 1, maxLength: 65_536 },
      SecretBinary: { type: 'unsupported' },
      VersionStages: { type: 'strings', maxLength: 20 },
    },
    run(account, { SecretId, ClientRequestToken, SecretString, VersionStages }) {
      const secret = requireSecret(account, SecretId);
      const id = ClientRequestToken ?? randomUUID();
      const existing = secret.versions.find((version) => version.id === id);
      if (existing) {
        // The client repeats a request whose answer it did not get.
        if (existing.value === SecretString) return describeVersion(secret, existing);
        throw new AwsError(
          'ResourceExistsException',
          `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
        );
      }
      const version: SecretVersion = {
        id,
        value: SecretString,
        stages: VersionStages ?? [CURRENT],
        createdAt: account.clock.now(),
      };
      const versions = addVersion(secret.versions, version);
      account.secrets.set(secret.name, { ...secret, versions });
      return describeVersion(secret, version);
    },
  }),
};

/** A secret without a value, as a deploy creates it. */
export function emptySecret(name: string): SecretRecord {
  const suffix = randomUUID().slice(0, 6);
  const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-${suffix}`;
  return { name, arn, versions: [] };
}

/** @throws {AwsError} ResourceNotFoundException, if there is no secret with this name or ARN. */
function requireSecret(account: Account, id: string): SecretRecord {
  const secret = account.secrets.values().find(({ name, arn }) => id === name || id === arn);
  if (!secret) throw secretNotFound('secret');
  return secret;
}

const secretNotFound = (what: string) =>
  new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}.`);

/**
 * Adds a version. Its labels are removed from the older versions, and the version that loses AWSCURRENT becomes
 * AWSPREVIOUS.
 */
function addVersion(versions: readonly SecretVersion[], added: SecretVersion): SecretVersion[] {
  const replaced = added.stages.includes(CURRENT)
    ? versions.find(({ stages }) => stages.includes(CURRENT))
    : undefined;
  const moved = replaced ? [...added.stages, PREVIOUS] : added.stages;
  const older = versions.map((version) => {
    const stages = version.stages.filter((stage) => !moved.includes(stage));
    return { ...version, stages: version === replaced ? [...stages, PREVIOUS] : stages };
  });
  return [...older.filter(({ stages }) => stages.length > 0), added];
}

const describeVersion = (secret: SecretRecord, version: SecretVersion) => ({
  ARN: secret.arn,
  Name: secret.name,
  VersionId: version.id,
  VersionStages: version.stages,
});
