import type { ChatServer } from '../chat/chat-server.ts';
import type { ChatRoomRecord } from '../shared/chat-records.ts';
import type { Clock } from '../shared/clock.ts';
import type { PublicKeyRecord, StageRecord } from '../shared/stage-records.ts';
import type { Store } from '../shared/store.ts';
import type { StageServer } from '../stage/stage-server.ts';
import type { Functions } from './lambda/local-functions.ts';
import type { FifoQueue } from './sqs/fifo-queue.ts';

/** One AWS account in one Region: the resources that the operations of all services work on. */
export interface Account {
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
  /** The endpoints of every stage that is created. */
  readonly stageEndpoints: StageRecord['endpoints'];
  /** By ARN. */
  readonly chatRooms: Store<ChatRoomRecord>;
  readonly chatServer: ChatServer;
  /** What the SDK of chat connects to, for all rooms. */
  readonly chatEndpoint: string;
}

/** An SSM parameter. */
export interface ParameterRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** A secret of Secrets Manager. */
export interface SecretRecord {
  readonly name: string;
  readonly arn: string;
  /** The versions that have a staging label. The service, too, deletes the others in time. */
  readonly versions: readonly SecretVersion[];
}

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  /** Staging labels. Each label is on at most one version of a secret. */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
