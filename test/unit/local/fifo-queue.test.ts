import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  FifoQueue,
  type MessageRecord,
  type ReceivedMessage,
} from '../../../src/local/aws/sqs/fifo-queue.ts';
import { Store } from '../../../src/local/shared/store.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const VISIBILITY_MS = 30_000;
const RETENTION_MS = 3_600_000;
const MAX_RECEIVES = 3;

function createQueues(store = new Store<MessageRecord>()) {
  const clock = new ManualClock();
  const dead = new Store<MessageRecord>();
  const common = {
    clock,
    visibilityTimeoutSeconds: VISIBILITY_MS / 1000,
    retentionSeconds: RETENTION_MS / 1000,
  };
  const deadLetters = new FifoQueue({ ...common, name: 'dead.fifo', store: dead });
  const queue = new FifoQueue({
    ...common,
    name: 'test.fifo',
    store,
    deadLetters: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  return { clock, queue, dead };
}

/** Uses a queue and checks it against a model: what was sent, what is in flight until when, what is done. */
class QueueModel {
  readonly #queues = createQueues();
  readonly #sent: string[] = [];
  readonly #groups = new Map<string, string>();
  readonly #done = new Set<string>();
  #held: (ReceivedMessage & { until: number })[] = [];

  send(group: number): void {
    const body = `message ${this.#sent.length}`;
    this.#queues.queue.send({ body, groupId: String(group) });
    this.#sent.push(body);
    this.#groups.set(body, String(group));
  }

  receive(max: number): void {
    const { clock, queue, dead } = this.#queues;
    this.#held = this.#held.filter(({ until }) => until > clock.now());
    const batch = queue.receive(max);
    const deadBodies = new Set(dead.values().map(({ body }) => body));
    assert.ok(batch.length <= max);
    for (const group of new Set(batch.map(({ groupId }) => groupId))) {
      assert.ok(
        this.#held.every(({ groupId }) => groupId !== group),
        'a group with a message in flight delivers no other',
      );
      const bodies = batch.filter(({ groupId }) => groupId === group).map(({ body }) => body);
      const left = this.#waitingIn(group).filter((body) => !deadBodies.has(body));
      assert.deepEqual(bodies, left.slice(0, bodies.length), 'the oldest come first, in order');
    }
    const until = clock.now() + VISIBILITY_MS;
    for (const message of batch) {
      assert.ok(message.receiveCount <= MAX_RECEIVES);
      this.#held.push({ ...message, until });
    }
  }

  /** Deletes some of the messages in flight, oldest receipts first. */
  succeed(count: number): void {
    const { clock, queue } = this.#queues;
    for (const message of this.#held.splice(0, count)) {
      const deleted = queue.delete(message.receiptHandle);
      assert.equal(
        deleted,
        message.until > clock.now(),
        'a handle is valid until the visibility timeout',
      );
      if (deleted) this.#done.add(message.body);
    }
  }

  /** Changes the visibility timeout of the oldest receipt. */
  hide(seconds: number): void {
    const { clock, queue } = this.#queues;
    const message = this.#held[0];
    if (!message) return;
    const changed = queue.changeVisibility(message.receiptHandle, seconds);
    assert.equal(changed, message.until > clock.now());
    if (changed) message.until = clock.now() + seconds * 1000;
  }

  wait(milliseconds: number): void {
    this.#queues.clock.advance(milliseconds);
  }

  /** Receives everything that is left, and checks that each message is done or dead. */
  finish(): void {
    const { queue, dead } = this.#queues;
    this.#held = [];
    for (let round = 0; round <= this.#sent.length; round += 1) {
      this.wait(VISIBILITY_MS);
      this.receive(10);
      this.succeed(10);
    }
    assert.deepEqual(queue.counts(), { waiting: 0, inFlight: 0 });
    const ended = [...this.#done, ...dead.values().map(({ body }) => body)];
    assert.deepEqual(ended.sort(), this.#sent.toSorted(), 'each message is done or dead, once');
  }

  #waitingIn(group: string): string[] {
    return this.#sent.filter((body) => !this.#done.has(body) && this.#groups.get(body) === group);
  }
}

describe('a FIFO queue', () => {
  it('loses nothing and keeps the order of each group, whatever its consumers do', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('send' as const), value: fc.nat(2) }),
      fc.record({ do: fc.constant('receive' as const), value: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ do: fc.constant('succeed' as const), value: fc.nat(4) }),
      fc.record({ do: fc.constant('hide' as const), value: fc.constantFrom(1, 8, 30) }),
      fc.record({
        do: fc.constant('wait' as const),
        value: fc.constantFrom(1_000, 20_000, 30_000),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const model = new QueueModel();
        for (const one of steps) model[one.do](one.value);
        model.finish();
      }),
      { numRuns: 500 },
    );
  });

  it('moves a message to the dead-letter queue after three receives', () => {
    const { clock, queue, dead } = createQueues();
    queue.send({ body: 'poison', groupId: 'a' });
    queue.send({ body: 'after it', groupId: 'a' });
    for (let count = 1; count <= MAX_RECEIVES; count += 1) {
      assert.equal(queue.receive(1)[0]?.receiveCount, count);
      clock.advance(VISIBILITY_MS);
    }
    assert.deepEqual(
      queue.receive(1).map(({ body }) => body),
      ['after it'],
    );
    assert.deepEqual(
      dead.values().map(({ body }) => body),
      ['poison'],
    );
  });

  it('accepts only the handle of the latest receipt', () => {
    const { clock, queue } = createQueues();
    queue.send({ body: 'x', groupId: 'a' });
    const [first] = queue.receive(1);
    clock.advance(VISIBILITY_MS);
    const [second] = queue.receive(1);
    assert.ok(first && second);
    assert.equal(queue.delete(first.receiptHandle), false);
    assert.equal(queue.delete(second.receiptHandle), true);
    assert.equal(queue.delete(second.receiptHandle), false);
  });

  it('delivers other groups while one is blocked', () => {
    const { queue } = createQueues();
    queue.send({ body: 'stuck', groupId: 'a' });
    queue.receive(1);
    queue.send({ body: 'behind', groupId: 'a' });
    queue.send({ body: 'other', groupId: 'b' });
    assert.deepEqual(
      queue.receive(10).map(({ body }) => body),
      ['other'],
    );
  });

  it('drops duplicates for five minutes', () => {
    const { clock, queue } = createQueues();
    const first = queue.send({ body: 'same', groupId: 'a' });
    const [received] = queue.receive(1);
    assert.ok(received && queue.delete(received.receiptHandle));
    clock.advance(299_999);
    assert.equal(queue.send({ body: 'same', groupId: 'a' }).id, first.id);
    assert.deepEqual(queue.receive(1), []);
    clock.advance(1);
    assert.notEqual(queue.send({ body: 'same', groupId: 'a' }).id, first.id);
    assert.equal(queue.receive(1).length, 1);
  });

  it('drops messages after the retention period', () => {
    const { clock, queue } = createQueues();
    queue.send({ body: 'old', groupId: 'a' });
    clock.advance(RETENTION_MS + 1);
    assert.deepEqual(queue.receive(1), []);
    assert.deepEqual(queue.counts(), { waiting: 0, inFlight: 0 });
  });

  it('has its messages after a restart, in order and not in flight', () => {
    const directory = temporaryDirectory();
    const open = () => createQueues(new Store<MessageRecord>(directory.path)).queue;
    const before = open();
    for (let count = 0; count < 12; count += 1) before.send({ body: `${count}`, groupId: 'a' });
    const [first] = before.receive(3);
    assert.ok(first && before.delete(first.receiptHandle));
    const bodies = open()
      .receive(20)
      .map(({ body }) => body);
    assert.deepEqual(bodies, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
    directory.remove();
  });
});
