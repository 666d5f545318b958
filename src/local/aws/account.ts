import type { Clock } from '../shared/clock.ts';
import type { PublicKeyRecord, StageRecord } from '../shared/stage-records.ts';
import type { Functions } from './lambda/local-functions.ts';
import type { SecretRecord } from './secrets-manager/secret-record.ts';
import type { FifoQueue } from './sqs/fifo-queue.ts';
import type { ParameterRecord } from './ssm/parameter-record.ts';
import type { StageServer } from '../stage/stage-server.types.ts';
import type { Store } from '../shared/store.ts';

/** What the operations of all services work on. */
export interface Cloud {
  readonly clock: Clock;
  /** By ARN. */
  readonly stages: Store<StageRecord>;
  /** By ARN. */
  readonly publicKeys: Store<PublicKeyRecord>;
  /** By name. */
  readonly parameters: Store<ParameterRecord>;
  /** By name. */
  readonly secrets: Store<SecretRecord>;
  /** By name. */
  readonly queues: ReadonlyMap<string, FifoQueue>;
  readonly functions: Functions;
  readonly stageServer: StageServer;
  /** Where a new stage is joined. */
  readonly stageEndpoints: StageRecord['endpoints'];
}
