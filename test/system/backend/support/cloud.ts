import '../../../unit/backend/support/silence.ts';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { IvschatClient } from '@aws-sdk/client-ivschat';
import { KMSClient } from '@aws-sdk/client-kms';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { systemClock, type Clock } from '../../../../src/local/shared/clock.ts';
import {
  defaultSettings,
  REGION,
  resources,
} from '../../../../src/local/shared/local-deployment.ts';
import { startEmbeddedCloud } from '../../../../src/local/embedded-cloud.ts';
import { StageGuard } from '../../../../src/backend/presence/stage-guard.ts';
import { disconnectParticipant } from '../../../../src/backend/rooms/disconnection.ts';
import { RoomTable } from '../../../../src/backend/rooms/room-table.ts';
import { DueRooms } from '../../../../src/backend/rooms/due-rooms.ts';
import { Faults } from './faults.ts';

/** What clears the stages of a cloud. */
export const guardOf = (
  { dynamodb, ivs, names }: Pick<TestCloud, 'dynamodb' | 'ivs' | 'names'>,
  now: () => number = Date.now,
): StageGuard =>
  new StageGuard({
    table: new RoomTable(dynamodb, names.table),
    disconnect: disconnectParticipant(ivs),
    now,
  });

/** The embedded cloud without functions, and AWS clients for it whose calls a test can make fail. */
export async function openCloud(options: { clock?: Clock; rateLimits?: boolean } = {}) {
  const embedded = await startEmbeddedCloud({
    origin: 'http://localhost:1',
    handlersDirectory: '/nowhere',
    mediaAddress: '127.0.0.1',
    mediaPort: 0,
    settings: defaultSettings,
    schedules: [],
    clock: options.clock ?? systemClock,
    rateLimits: options.rateLimits ?? false,
    onCall: () => {},
    onInvoke: () => {},
    onLog: () => {},
    onBug: console.error,
  });
  embedded.eventSource.close(); // nothing consumes the queue: tests read it
  const faults = new Faults();
  const common = {
    region: REGION,
    endpoint: embedded.endpoint,
    credentials: embedded.credentials,
    // Not because of faults, which come before the SDK's attempts, but for connections that were idle too long.
    maxAttempts: 3,
  };
  const clients = {
    dynamodb: new DynamoDBClient({ ...common, endpoint: embedded.dynamodbEndpoint }),
    ivs: new IVSRealTimeClient(common),
    chat: new IvschatClient(common),
    kms: new KMSClient(common),
    secrets: new SecretsManagerClient(common),
    sqs: new SQSClient(common),
    ssm: new SSMClient(common),
  };
  faults.watch(clients.dynamodb.middlewareStack);
  faults.watch(clients.ivs.middlewareStack);
  faults.watch(clients.chat.middlewareStack);
  faults.watch(clients.kms.middlewareStack);
  faults.watch(clients.secrets.middlewareStack);
  faults.watch(clients.sqs.middlewareStack);
  faults.watch(clients.ssm.middlewareStack);
  return {
    ...clients,
    faults,
    names: resources,
    queue: embedded.queue,
    state: embedded.account,
    endpoint: embedded.endpoint,
    /** Deletes the record, as `expire-rooms` does. */
    deleteRoom: (id: string) => new DueRooms(clients.dynamodb, resources.table).delete(id),
    putSecret: (SecretString: string) =>
      clients.secrets.send(
        new PutSecretValueCommand({ SecretId: resources.keyPairSecret, SecretString }),
      ),
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await embedded.close();
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof openCloud>>;
