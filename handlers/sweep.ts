import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientDefaults, resourceName } from '../src/backend/aws/function-environment.ts';
import { RunError, terraformAction } from '../src/backend/aws/invocation.ts';
import { log } from '../src/backend/aws/log.ts';
import { pacedHandler } from '../src/backend/aws/paced-handler.ts';
import { metrics as names } from '../src/backend/functions.ts';
import { keyPairLock } from '../src/backend/keys/key-pair-secret.ts';
import { KeySweep } from '../src/backend/keys/key-sweep.ts';
import { PublicKeys } from '../src/backend/keys/public-keys.ts';
import { DueRooms } from '../src/backend/rooms/due-rooms.ts';
import { sweepAll, sweepOrphans } from '../src/backend/rooms/stage-sweep.ts';
import { Stages } from '../src/backend/rooms/stages.ts';
import { nowSeconds } from '../src/backend/time.ts';

const table = resourceName('table');
const deployment = resourceName('stages');
const dynamodb = new DynamoDBClient(clientDefaults);
const ivs = new IVSRealTimeClient(clientDefaults);
const rooms = new DueRooms(dynamodb, table);
const stages = new Stages(ivs, deployment);
const keys = new KeySweep(
  new SecretsManagerClient(clientDefaults),
  resourceName('keyPairSecret'),
  new PublicKeys(ivs, resourceName('publicKeys')),
  keyPairLock(dynamodb, table),
);
const metrics = new Metrics({ namespace: names.namespace, serviceName: deployment });
const RESERVE_MS = 10_000; // for the three attempts of the last call

export const handler = pacedHandler(RESERVE_MS, async (event, pace) => {
  const deploy = terraformAction(event);
  if (deploy === 'create' || deploy === 'update') return;
  if (deploy === 'delete') {
    const report = await sweepAll({ stages, pace });
    log.info('All stages swept', { ...report });
    if (report.failed > 0 || !report.complete)
      throw new RunError('Some stages are left. Run it again.');
    return;
  }
  const { deletedKeys, keyAgeDays } = await keys.run();
  if (keyAgeDays !== undefined) {
    metrics.addMetric(names.keyAge, MetricUnit.Count, keyAgeDays);
    metrics.publishStoredMetrics();
  }
  log.info('Swept', {
    deletedKeys,
    ...(await sweepOrphans({ stages, rooms, pace }, nowSeconds())),
  });
});
