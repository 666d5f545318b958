import { randomUUID } from 'node:crypto';
import { stageEventRule } from '../../../backend/resources.ts';
import { isoSeconds, type Clock } from '../../shared/clock.ts';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';
import type { StageUpdate } from '../../shared/stage-records.ts';
import type { FifoQueue } from '../sqs/fifo-queue.ts';

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The default event bus, with the deployment's one rule: stage events go to the queue, one message group per stage. */
export class EventBus {
  readonly #clock: Clock;
  readonly #queue: FifoQueue;

  constructor(clock: Clock, queue: FifoQueue) {
    this.#clock = clock;
    this.#queue = queue;
  }

  putStageUpdate({ stageArn, detail }: StageUpdate): void {
    this.put({
      version: '0',
      id: randomUUID(),
      'detail-type': 'IVS Stage Update',
      source: 'aws.ivs',
      account: ACCOUNT,
      time: isoSeconds(this.#clock.now()),
      region: REGION,
      resources: [stageArn],
      detail,
    });
  }

  put(event: BusEvent): void {
    const matches = Object.entries(stageEventRule).every(([field, values]) =>
      values.some((value) => value === event[field as keyof typeof stageEventRule]),
    );
    const [groupId] = event.resources; // the message group of the rule's target is `$.resources[0]`
    if (!matches || groupId === undefined) return;
    this.#queue.send({ body: JSON.stringify(event), groupId });
  }
}
