import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import {
  CURRENT,
  PREVIOUS,
  requireSecret,
  type SecretRecord,
  type SecretVersion,
} from './secret-record.ts';
import { secretId, versionId } from './secret-rules.ts';

export const putSecretValue = operation({
  callsPerSecond: 50,
  rules: {
    SecretId: secretId,
    ClientRequestToken: versionId,
    SecretString: { type: 'string', required: true, minLength: 1, maxLength: 65_536 },
    SecretBinary: { type: 'unsupported' },
    VersionStages: { type: 'strings', maxLength: 20 },
  },
  run(cloud, { SecretId, ClientRequestToken, SecretString, VersionStages }) {
    const secret = requireSecret(cloud, SecretId);
    const id = ClientRequestToken ?? randomUUID();
    const same = secret.versions.find((version) => version.id === id);
    // The same token again is the same request again, as after a lost answer.
    if (same) {
      if (same.value === SecretString) return describe(secret, same);
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    const version: SecretVersion = {
      id,
      value: SecretString,
      stages: VersionStages ?? [CURRENT],
      createdAt: cloud.clock.now(),
    };
    cloud.secrets.set(secret.name, { ...secret, versions: addVersion(secret.versions, version) });
    return describe(secret, version);
  },
});

/** A label that moves to the new version leaves the old one; who loses AWSCURRENT becomes AWSPREVIOUS. */
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

const describe = (secret: SecretRecord, version: SecretVersion) => ({
  ARN: secret.arn,
  Name: secret.name,
  VersionId: version.id,
  VersionStages: version.stages,
});
