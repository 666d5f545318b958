import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientDefaults, resourceName } from '../src/backend/aws/function-environment.ts';
import { toRunError } from '../src/backend/aws/invocation.ts';
import { describeError, log } from '../src/backend/aws/log.ts';
import { keyPairLock } from '../src/backend/keys/key-pair-secret.ts';
import { KeyRotation, parseKeyAction, type KeyReport } from '../src/backend/keys/key-rotation.ts';
import { KeyStore } from '../src/backend/keys/key-store.ts';
import { PublicKeys } from '../src/backend/keys/public-keys.ts';

const store = new KeyStore(
  {
    kms: new KMSClient(clientDefaults),
    secrets: new SecretsManagerClient(clientDefaults),
    ssm: new SSMClient(clientDefaults),
  },
  {
    secretId: resourceName('keyPairSecret'),
    parameter: resourceName('publicKeyParameter'),
    dataKeyId: resourceName('dataKey'),
  },
);
const rotation = new KeyRotation(
  store,
  new PublicKeys(new IVSRealTimeClient(clientDefaults), resourceName('publicKeys')),
  keyPairLock(new DynamoDBClient(clientDefaults), resourceName('table')),
);

/** @throws RunError if it fails, so that a deploy without a key pair can't look successful. */
export const handler = async (event: unknown): Promise<KeyReport> => {
  const action = parseKeyAction(event);
  try {
    const report = await rotation[action]();
    log.info('Key pair', { action, created: report.created, deleted: report.deleted.length });
    return report;
  } catch (error) {
    log.error('Key pair failed', { action, error: describeError(error) });
    throw toRunError(error, `The key action "${action}"`);
  }
};
