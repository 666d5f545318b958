import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import {
  clientDefaults,
  hasChannels,
  resourceName,
} from '../src/backend/aws/function-environment.ts';
import { log } from '../src/backend/aws/log.ts';
import { pacedHandler } from '../src/backend/aws/paced-handler.ts';
import { metrics as names } from '../src/backend/resources.ts';
import { deletionsPerSecond } from '../src/backend/quotas.ts';
import { Channels } from '../src/backend/rooms/channels.ts';
import { DueRooms } from '../src/backend/rooms/due-rooms.ts';
import { endDueRooms } from '../src/backend/rooms/room-expiry.ts';
import { Stages } from '../src/backend/rooms/stages.ts';
import { nowSeconds } from '../src/backend/time.ts';

const deployment = resourceName('stages');
const rooms = new DueRooms(new DynamoDBClient(clientDefaults), resourceName('table'));
const stages = new Stages(new IVSRealTimeClient(clientDefaults), deployment);
const channels = hasChannels()
  ? new Channels(new IvschatClient(clientDefaults), deployment)
  : undefined;
const metrics = new Metrics({ namespace: names.namespace, serviceName: deployment });

// For the last call. If the run is cut short after all, the next one finds what is left.
const RESERVE_MS = 3_000;

export const handler = pacedHandler(RESERVE_MS, async (_event, paceOf) => {
  const pace = paceOf(deletionsPerSecond.expiry);
  const report = await endDueRooms(rooms, { stages, channels, pace, now: nowSeconds() });
  metrics.addMetric(names.expiryLag, MetricUnit.Seconds, report.lagSeconds);
  metrics.publishStoredMetrics();
  if (report.ended + report.failed > 0) log.info('Rooms ended', { ...report });
});
