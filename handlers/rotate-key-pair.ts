import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientDefaults } from '../src/backend/aws/aws-client.ts';
import { requireEnv } from '../src/backend/aws/function-environment.ts';
import { KeyRotation, type KeyReport } from '../src/backend/keys/key-rotation.ts';
import { parseKeyAction, publicError } from '../src/backend/keys/key-rotation-request.ts';
import { KeyStore } from '../src/backend/keys/key-store.ts';
import { keyPairLock } from '../src/backend/keys/key-pair-lock.ts';
import { describeError, log } from '../src/backend/aws/log.ts';
import { PublicKeys } from '../src/backend/keys/public-keys.ts';

const store = new KeyStore(
  {
    kms: new KMSClient(clientDefaults),
    secrets: new SecretsManagerClient(clientDefaults),
    ssm: new SSMClient(clientDefaults),
  },
  {
    secretId: requireEnv('KEY_PAIR_SECRET_ID'),
    parameter: requireEnv('PUBLIC_KEY_PARAMETER'),
    dataKeyId: requireEnv('DATA_KEY_ID'),
  },
);
const rotation = new KeyRotation(
  store,
  new PublicKeys(new IVSRealTimeClient(clientDefaults), requireEnv('DEPLOYMENT')),
  keyPairLock(new DynamoDBClient(clientDefaults), requireEnv('ROOMS_TABLE')),
);

/** Fails loudly: a deploy without a key pair must not look like one that worked. */
export const handler = async (event: unknown): Promise<KeyReport> => {
  const action = parseKeyAction(event);
  try {
    const report = await rotation[action]();
    log.info('Key pair', { action, created: report.created, deleted: report.deleted.length });
    return report;
  } catch (error) {
    log.error('Key pair failed', { action, error: describeError(error) });
    throw publicError(action, error);
  }
};
