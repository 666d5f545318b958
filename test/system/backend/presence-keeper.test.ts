import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { onStage } from '../../../src/backend/rooms/presence.ts';
import { refreshMessage } from '../../../src/backend/presence/refresh-queue.ts';
import { Pace } from '../../../src/backend/aws/paced-calls.ts';
import { PresenceKeeper } from '../../../src/backend/presence/presence-keeper.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { StageActivity } from '../../../src/backend/presence/stage-activity.ts';
import { guardOf, openCloud, type TestCloud } from './support/cloud.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { handleBodies } from '../../unit/backend/support/queue-messages.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';
import { StageModel, stageUpdate, type Deed } from '../../unit/backend/support/stage-model.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 12);

describe('the presence in a room record', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let now = START;
  let presence: PresenceKeeper;

  before(async () => {
    cloud = await openCloud();
    table = new RoomTable(cloud.dynamodb, cloud.names.table);
    presence = new PresenceKeeper(
      table,
      new StageActivity(cloud.ivs, newPace),
      guardOf(cloud),
      () => now,
    );
  });
  afterEach(() => cloud.faults.reset());
  after(() => cloud.close());

  /** Creates a room with its stage. */
  const open = async () => {
    const id = newRoomId();
    const arn = roomOf(id).stageArn;
    cloud.state.stages.set(arn, {
      arn,
      id,
      name: '',
      tags: {},
      endpoints: { events: 'e', whip: 'w' },
    });
    await table.create(roomOf(id));
    const model = new StageModel(arn);
    model.rule(cloud.state.stageServer);
    return { id, arn, model };
  };
  const known = async (id: string) => {
    const room = await table.get(id);
    assert.ok(room);
    return {
      on: onStage(room.presence)
        .map(({ id }) => id)
        .sort(),
      listeners: room.presence.listeners,
    };
  };
  /** Delivers messages as SQS does: again if they fail. */
  const deliver = async (bodies: readonly string[], crashes: readonly Crashing[]) => {
    let waiting = bodies;
    for (const crash of [...crashes, undefined]) {
      if (crash) cloud.faults.crashAt(crash.index, crash.when);
      else cloud.faults.reset();
      const { batchItemFailures } = await handleBodies(waiting, presence);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      waiting = waiting.filter((_, index) => failed.has(`m${index}`));
      if (waiting.length === 0) break;
    }
    cloud.faults.reset();
    assert.deepEqual(waiting, []);
  };

  it('is right after messages in any order, duplicated, delayed and redelivered after crashes', async () => {
    const property = fc.asyncProperty(
      story,
      deliveries,
      async (deeds, { order, sizes, crashes }) => {
        const { id, arn, model } = await open();
        deeds.forEach(([person, deed], index) => model.do(person, deed, START + index * 7));
        const shuffled = order.map((index) => model.messages[index % model.messages.length]);
        const all = [...model.messages, ...shuffled].filter((body) => body !== undefined);
        for (const batch of inBatches(sortBy(all, order), sizes)) await deliver(batch, crashes);
        const result = await known(id);
        assert.deepEqual(result.on, model.onStage.sort());

        now = START + MINUTE;
        await deliver([refreshMessage(arn, 'test')], crashes);
        assert.deepEqual(await known(id), { on: model.onStage.sort(), listeners: model.listeners });
      },
    );
    await fc.assert(property, { numRuns: RUNS });
  });

  it('is right after the next refresh, whatever messages were lost', async () => {
    const property = fc.asyncProperty(
      story,
      deliveries,
      async (deeds, { order, sizes, crashes, lost }) => {
        const { id, arn, model } = await open();
        deeds.forEach(([person, deed], index) => model.do(person, deed, START + index * 7));
        const arrived = model.messages.filter((_, index) => !lost[index % lost.length]);
        for (const batch of inBatches(sortBy(arrived, order), sizes)) await deliver(batch, crashes);

        now = START + 6 * MINUTE; // after all events are too old to be trusted
        await deliver([refreshMessage(arn, 'test')], crashes);
        assert.deepEqual(await known(id), { on: model.onStage.sort(), listeners: model.listeners });

        // Messages that were only late no longer change anything.
        await deliver(model.messages, []);
        assert.deepEqual(await known(id), { on: model.onStage.sort(), listeners: model.listeners });
      },
    );
    await fc.assert(property, { numRuns: RUNS });
  });

  it('is right if two consumers write at once', async () => {
    const { id, model } = await open();
    for (let i = 0; i < 4; i++) {
      model.do(`p${i}`, 'join', START);
      model.do(`p${i}`, 'publish', START + i);
    }
    await Promise.all(model.messages.map((body) => deliver([body], [])));
    assert.deepEqual((await known(id)).on, model.onStage.sort());
  });

  it('has nobody on stage when the session has ended', async () => {
    const { id, arn, model } = await open();
    model.do('a', 'join', START);
    model.do('a', 'publish', START);
    await deliver(model.messages, []);
    Object.assign(cloud.state.stageServer, { activeSessionId: () => undefined });
    now = START + MINUTE;
    await presence.refresh(arn);
    assert.deepEqual(await known(id), { on: [], listeners: 0 });
  });

  it('counts all pages of participants', async () => {
    const { id, arn, model } = await open();
    for (let i = 0; i < 250; i++) model.do(`p${i}`, 'join', START);
    now = START + MINUTE;
    await presence.refresh(arn);
    assert.equal((await known(id)).listeners, 250);
    assert.equal(cloud.faults.calls.filter((name) => name === 'ListParticipants').length, 3);
  });

  it('stays stale, and still takes in events, if IVS throttles', async () => {
    const { id, arn, model } = await open();
    cloud.faults.before((command) => {
      if (command === 'ListParticipants') throw awsError('ThrottlingException', 429);
    });
    model.do('a', 'join', START);
    model.do('a', 'publish', START);
    const messages = [refreshMessage(arn, 'test'), ...model.messages];
    assert.deepEqual(await handleBodies(messages, presence), { batchItemFailures: [] });
    assert.deepEqual((await known(id)).on, ['a']);
    assert.equal((await table.get(id))?.presence.countedAt, 0);
  });

  it('is not created by events of stages that are not ours', async () => {
    const model = new StageModel('arn:aws:ivs:us-east-1:000000000000:stage/foreign');
    model.do('a', 'join', START);
    model.do('a', 'publish', START);
    await deliver([...model.messages, refreshMessage(model.stageArn, 'test')], []);
    assert.equal(await table.get('foreign'), undefined);
  });

  it('is not changed by a stage with the same id in another account', async () => {
    const { id, arn } = await open();
    const foreign = arn.replace('000000000000', '111111111111');
    const update = { eventName: 'Participant Published', id: 'a', at: START };
    await deliver([stageUpdate(foreign, update)], []);
    assert.deepEqual((await known(id)).on, []);
  });

  it('is not restored if the room is deleted meanwhile', async () => {
    const { id, model, arn } = await open();
    model.do('a', 'join', START);
    model.do('a', 'publish', START);
    const room = await table.get(id);
    assert.ok(room);
    cloud.faults.before(async (command) => {
      if (command === 'UpdateItem') {
        cloud.faults.reset();
        await cloud.deleteRoom(id);
      }
    });
    const messages = [...model.messages, refreshMessage(arn, 'test')];
    assert.deepEqual(await handleBodies(messages, presence), { batchItemFailures: [] });
    assert.equal(await table.get(id), undefined);
  });
});

const RUNS = 100;
const newPace = () => new Pace({ deadline: Infinity, sleep: () => Promise.resolve() });

interface Crashing {
  readonly index: number;
  readonly when: 'before' | 'after';
}

const story = fc.array(
  fc.tuple(
    fc.constantFrom('ann', 'bob', 'cy', 'dee', 'eve'),
    fc.constantFrom<Deed>('join', 'publish', 'publish', 'unpublish', 'leave'),
  ),
  { minLength: 1, maxLength: 25 },
);

const deliveries = fc.record({
  order: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 20 }),
  sizes: fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 5 }),
  crashes: fc.array(
    fc.record({ index: fc.nat({ max: 5 }), when: fc.constantFrom('before', 'after') }),
    { maxLength: 4 },
  ),
  lost: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
});

/** The items in another order, which the numbers determine. */
function sortBy<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, key: ((order[index % order.length] ?? 0) * (index + 7)) % 101 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function inBatches<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const batches: T[][] = [];
  for (let start = 0, i = 0; start < items.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    batches.push(items.slice(start, start + size));
    start += size;
  }
  return batches;
}
