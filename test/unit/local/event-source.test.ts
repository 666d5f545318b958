import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { EventBus } from '../../../src/local/aws/events/event-bus.ts';
import { Schedules } from '../../../src/local/aws/events/schedules.ts';
import type { StageUpdate } from '../../../src/local/shared/stage-records.ts';
import type { Invocation } from '../../../src/local/aws/lambda/local-functions.ts';
import { EventSource } from '../../../src/local/aws/sqs/event-source.ts';
import { FifoQueue } from '../../../src/local/aws/sqs/fifo-queue.ts';
import { Store } from '../../../src/local/shared/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';

interface SqsEvent {
  readonly Records: readonly {
    messageId: string;
    body: string;
    attributes: Record<string, string>;
  }[];
}

function createQueue() {
  const clock = new ManualClock();
  const queue = new FifoQueue({
    name: 'test.fifo',
    clock,
    store: new Store(),
    visibilityTimeoutSeconds: 30,
    retentionSeconds: 3600,
  });
  return { clock, queue };
}

/** A function that records its events and returns what a test sets. */
function createSource(answer: (event: SqsEvent) => Invocation) {
  const parts = createQueue();
  const events: SqsEvent[] = [];
  const source = new EventSource({
    queue: parts.queue,
    batchSize: 10,
    maximumConcurrency: 5,
    invoke: (text) => {
      const event = JSON.parse(text) as SqsEvent;
      events.push(event);
      return Promise.resolve(answer(event));
    },
  });
  const bodies = () => events.map(({ Records }) => Records.map(({ body }) => body));
  return { ...parts, source, events, bodies };
}

const succeed = (): Invocation => ({ payload: 'null' });
const report = (...ids: readonly unknown[]): Invocation => ({
  payload: JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }),
});

describe('the event source of the queue', () => {
  it('passes messages to the function as they arrive, then deletes them', async () => {
    const { queue, events, source } = createSource(succeed);
    const sent = queue.send({ body: 'one', groupId: 'a' });
    await turn();
    assert.equal(events.length, 1);
    const [record] = events[0]?.Records ?? [];
    assert.equal(record?.messageId, sent.id);
    assert.equal(record.attributes['MessageGroupId'], 'a');
    assert.equal(record.attributes['ApproximateReceiveCount'], '1');
    assert.deepEqual(queue.counts(), { waiting: 0, inFlight: 0 });
    source.close();
  });

  it('redelivers messages that were reported as failed, in order, after the visibility timeout', async () => {
    let fail = true;
    const { queue, clock, bodies, source } = createSource(({ Records }) =>
      fail ? report(Records.at(-1)?.messageId) : succeed(),
    );
    queue.send({ body: '1', groupId: 'a' });
    await turn();
    assert.deepEqual(bodies(), [['1']]);
    queue.send({ body: '2', groupId: 'a' });
    await turn();
    assert.deepEqual(bodies(), [['1']], 'the group waits for the message that failed');
    fail = false;
    clock.advance(30_000);
    await turn();
    assert.deepEqual(bodies(), [['1'], ['1', '2']]);
    assert.deepEqual(queue.counts(), { waiting: 0, inFlight: 0 });
    source.close();
  });

  const wholeBatchFails: Record<string, Invocation> = {
    'an error': { payload: '{}', functionError: 'Unhandled' },
    'a report of an unknown message': report('nobody'),
    'a report without an id': report(''),
    'a report that is not a list': { payload: '{"batchItemFailures":"all"}' },
  };
  for (const [name, invocation] of Object.entries(wholeBatchFails)) {
    it(`deletes nothing after ${name}`, async () => {
      const { queue, source } = createSource(() => invocation);
      queue.send({ body: '1', groupId: 'a' });
      await turn();
      assert.deepEqual(queue.counts(), { waiting: 0, inFlight: 1 });
      source.close();
      queue.close();
    });
  }

  it('invokes the function with at most five batches at once', async () => {
    const { queue } = createQueue();
    const answers: (() => void)[] = [];
    const source = new EventSource({
      queue,
      batchSize: 1,
      maximumConcurrency: 5,
      invoke: () => new Promise((resolve) => answers.push(() => resolve(succeed()))),
    });
    for (let group = 0; group < 8; group += 1)
      queue.send({ body: `${group}`, groupId: `${group}` });
    await turn();
    assert.equal(answers.length, 5);
    for (const answer of answers.splice(0)) answer();
    await turn();
    assert.equal(answers.length, 3);
    source.close();
    queue.close();
  });
});

describe('the event bus', () => {
  const update: StageUpdate = {
    stageArn: 'arn:aws:ivs:us-east-1:000000000000:stage/AbCdEf123456',
    detail: {
      session_id: 'st-0123456789abc',
      event_name: 'Participant Published',
      event_time: '2026-01-01T00:00:00Z',
      user_id: 'Wm_Dqw',
      participant_id: 'abcdefghijkl',
    },
  };

  it('sends stage events to the queue, in one message group per stage', () => {
    const { clock, queue } = createQueue();
    new EventBus(clock, queue).putStageUpdate(update);
    const [message] = queue.receive(1);
    assert.equal(message?.groupId, update.stageArn);
    const { id, ...event } = JSON.parse(message.body) as Record<string, unknown>;
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.deepEqual(event, {
      version: '0',
      'detail-type': 'IVS Stage Update',
      source: 'aws.ivs',
      account: '000000000000',
      time: '2026-01-01T00:00:00Z',
      region: 'us-east-1',
      resources: [update.stageArn],
      detail: update.detail,
    });
  });

  it('treats two events with the same content as two', () => {
    const { clock, queue } = createQueue();
    const bus = new EventBus(clock, queue);
    bus.putStageUpdate(update);
    bus.putStageUpdate(update);
    assert.equal(queue.receive(10).length, 2);
  });

  it('does not send events that do not match the rule', () => {
    const { clock, queue } = createQueue();
    new EventBus(clock, queue).put({
      version: '0',
      id: 'x',
      'detail-type': 'IVS Recording State Change',
      source: 'aws.ivs',
      account: '000000000000',
      time: '2026-01-01T00:00:00Z',
      region: 'us-east-1',
      resources: [update.stageArn],
      detail: {},
    });
    assert.deepEqual(queue.receive(1), []);
  });
});

describe('schedules', () => {
  it('run each function at its own interval until they are closed', () => {
    const clock = new ManualClock();
    const runs: string[] = [];
    const schedules = new Schedules(
      clock,
      [
        { function: 'expire-rooms', everyMinutes: 1 },
        { function: 'sweep', everyMinutes: 60 },
      ],
      (name, event) => {
        assert.equal((JSON.parse(event) as { source: string }).source, 'aws.events');
        runs.push(name);
      },
    );
    clock.advance(60 * 60_000);
    assert.equal(runs.filter((name) => name === 'expire-rooms').length, 60);
    assert.equal(runs.filter((name) => name === 'sweep').length, 1);
    schedules.close();
    assert.equal(clock.planned, 0);
  });

  it('start no timer if there are none', () => {
    const clock = new ManualClock();
    new Schedules(clock, [], () => {});
    assert.equal(clock.planned, 0);
  });
});
