import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  clientDefaults,
  hasChannels,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { RunError, terraformAction } from '../src/backend/aws/invocation.ts';
import { log } from '../src/backend/aws/log.ts';
import type { Pace } from '../src/backend/aws/paced-calls.ts';
import { pacedHandler } from '../src/backend/aws/paced-handler.ts';
import { metrics as names } from '../src/backend/resources.ts';
import { keyPairLock } from '../src/backend/keys/key-pair-secret.ts';
import { KeySweep } from '../src/backend/keys/key-sweep.ts';
import { PublicKeys } from '../src/backend/keys/public-keys.ts';
import { deletionsPerSecond } from '../src/backend/quotas.ts';
import { Channels } from '../src/backend/rooms/channels.ts';
import { DueRooms } from '../src/backend/rooms/due-rooms.ts';
import { sweepAll, sweepChannels, sweepStages } from '../src/backend/rooms/orphan-sweep.ts';
import { Stages } from '../src/backend/rooms/stages.ts';
import { nowSeconds } from '../src/backend/time.ts';

const table = resourceName('table');
const deployment = resourceName('stages');
const dynamodb = new DynamoDBClient(clientDefaults);
const ivs = new IVSRealTimeClient(clientDefaults);
const rooms = new DueRooms(dynamodb, table);
const stages = new Stages(ivs, deployment);
const channels = hasChannels()
  ? new Channels(new IvschatClient(clientDefaults), resourceName('channels'))
  : undefined;
const keys = new KeySweep(
  new SecretsManagerClient(clientDefaults),
  resourceName('keyPairSecret'),
  new PublicKeys(ivs, resourceName('publicKeys')),
  keyPairLock(dynamodb, table),
);
const metrics = new Metrics({ namespace: names.namespace, serviceName: deployment });
const RESERVE_MS = 10_000; // for the three attempts of the last call

export const handler = pacedHandler(RESERVE_MS, async (event, paceOf) => {
  const deploy = terraformAction(event);
  if (deploy === 'create' || deploy === 'update') return;
  if (deploy === 'delete') {
    await destroy(paceOf);
    return;
  }
  const { deletedKeys, keyAgeDays } = await keys.run();
  if (keyAgeDays !== undefined) {
    metrics.addMetric(names.keyAge, MetricUnit.Count, keyAgeDays);
    metrics.publishStoredMetrics();
  }
  const now = nowSeconds();
  const pace = () => paceOf(deletionsPerSecond.sweep);
  const [ofStages, ofChannels] = await Promise.all([
    sweepStages({ stages, rooms, pace: pace() }, now),
    channels && sweepChannels({ channels, rooms, pace: pace() }, now),
  ]);
  log.info('Swept', { deletedKeys, stages: ofStages, ...(ofChannels && { channels: ofChannels }) });
});

/** IVS counts calls about stages and about channels apart. */
async function destroy(paceOf: (callsPerSecond: number) => Pace): Promise<void> {
  const all = await Promise.all(
    [stages, ...(channels ? [channels] : [])].map((own) =>
      sweepAll(own, paceOf(deletionsPerSecond.destroy)),
    ),
  );
  const [ofStages, ofChannels] = all;
  log.info('All swept', { stages: ofStages, ...(ofChannels && { channels: ofChannels }) });
  if (all.some(({ failed, complete }) => failed > 0 || !complete)) {
    throw new RunError('Some stages or channels are left. Run it again.');
  }
}
