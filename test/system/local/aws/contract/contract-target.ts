import { join } from 'node:path';
import { systemClock } from '../../../../../src/local/shared/clock.ts';
import {
  defaultSettings,
  deployedName,
  queueUrl,
  REGION,
  resources,
} from '../../../../../src/local/shared/local-deployment.ts';
import { startEmbeddedCloud } from '../../../../../src/local/embedded-cloud.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';
import { bundleAll } from '../../support/bundles.ts';

/**
 * What the contract tests run against: the embedded cloud, or AWS itself, to prove that both behave the same. For AWS, set
 * AUDIO_ROOMS_REMOTE=1, provide credentials and a Region as for any AWS tool, and name resources that the tests may write to:
 *
 * - AUDIO_ROOMS_REMOTE_SECRET: a secret. It gets new versions.
 * - AUDIO_ROOMS_REMOTE_PARAMETER: the name of an SSM parameter. It is created or overwritten.
 * - AUDIO_ROOMS_REMOTE_KEY: the id of a symmetric KMS key.
 * - AUDIO_ROOMS_REMOTE_QUEUE: the URL of a FIFO queue without consumers, with content-based deduplication.
 * - AUDIO_ROOMS_REMOTE_FED_QUEUE: URL of a FIFO queue with content-based deduplication and an event source mapping with
 *   ReportBatchItemFailures to a function that runs test/system/local/aws/functions/consume-queue.ts and may use both queues.
 * - AUDIO_ROOMS_REMOTE_TABLE: a table like the rooms table.
 * - AUDIO_ROOMS_REMOTE_FUNCTION: a function that runs test/system/local/aws/functions/behave.ts.
 *
 * The tests also create stages and public keys, and delete them again. The account must have room for a public key.
 */
export interface ContractTarget {
  readonly isRemote: boolean;
  /** The configuration of all clients. */
  readonly client: {
    readonly region?: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly dynamodbEndpoint?: string;
  readonly secret: string;
  readonly parameter: string;
  readonly key: string;
  readonly queue: string;
  /** The queue whose messages are delivered to `consume-queue`. */
  readonly fedQueue: string;
  readonly table: string;
  readonly function: string;
  close(): Promise<void>;
}

export const isRemote = process.env['AUDIO_ROOMS_REMOTE'] === '1';

export const openTarget = (): Promise<ContractTarget> =>
  isRemote ? Promise.resolve(remoteTarget()) : localTarget();

function remoteTarget(): ContractTarget {
  return {
    isRemote: true,
    client: { maxAttempts: 10 },
    secret: requireEnv('AUDIO_ROOMS_REMOTE_SECRET'),
    parameter: requireEnv('AUDIO_ROOMS_REMOTE_PARAMETER'),
    key: requireEnv('AUDIO_ROOMS_REMOTE_KEY'),
    queue: requireEnv('AUDIO_ROOMS_REMOTE_QUEUE'),
    fedQueue: requireEnv('AUDIO_ROOMS_REMOTE_FED_QUEUE'),
    table: requireEnv('AUDIO_ROOMS_REMOTE_TABLE'),
    function: requireEnv('AUDIO_ROOMS_REMOTE_FUNCTION'),
    close: () => Promise.resolve(),
  };
}

function requireEnv(name: string): string {
  const value = process.env[name]?.trim();
  if (!value)
    throw new Error(`${name} is not set: see test/system/local/aws/contract/contract-target.ts`);
  return value;
}

async function localTarget(): Promise<ContractTarget> {
  const directory = temporaryDirectory();
  await bundleAll(join(directory.path, 'handlers'), { 'update-room': 'consume-queue' });
  const cloud = await startEmbeddedCloud({
    origin: 'http://localhost:1',
    handlersDirectory: join(directory.path, 'handlers'),
    mediaAddress: '127.0.0.1',
    mediaPort: 0,
    settings: defaultSettings,
    schedules: [],
    clock: systemClock,
    rateLimits: false,
    onCall: () => {},
    onInvoke: () => {},
    onLog: () => {},
    onBug: console.error,
  });
  return {
    isRemote: false,
    // No retries: they would not change any answer here.
    client: {
      region: REGION,
      endpoint: cloud.endpoint,
      credentials: cloud.credentials,
      maxAttempts: 1,
    },
    dynamodbEndpoint: cloud.dynamodbEndpoint,
    secret: resources.keyPairSecret,
    parameter: resources.publicKeyParameter,
    key: resources.dataKeyId,
    // The dead-letter queue, because it has no consumer that could receive the messages first.
    queue: queueUrl(cloud.endpoint, resources.deadLetterQueue),
    fedQueue: queueUrl(cloud.endpoint, resources.queue),
    table: resources.table,
    function: deployedName('get-room'),
    async close() {
      await cloud.close();
      directory.remove();
    },
  };
}
