import { operation } from '../operation.ts';
import { CURRENT, requireSecret, secretNotFound } from './secret-record.ts';
import { secretId, versionId } from './secret-rules.ts';

export const getSecretValue = operation({
  rules: {
    SecretId: secretId,
    VersionId: versionId,
    VersionStage: { type: 'string', minLength: 1, maxLength: 256 },
  },
  run(cloud, { SecretId, VersionId, VersionStage }) {
    const secret = requireSecret(cloud, SecretId);
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
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
    };
  },
});
