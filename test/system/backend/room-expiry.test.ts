import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DueRooms } from '../../../src/backend/rooms/due-rooms.ts';
import { Pace } from '../../../src/backend/aws/paced-calls.ts';
import { endDueRooms } from '../../../src/backend/rooms/room-expiry.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { sweepAll, sweepOrphans } from '../../../src/backend/rooms/stage-sweep.ts';
import { Stages } from '../../../src/backend/rooms/stages.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../../../src/backend/functions.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openCloud } from './support/cloud.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';

/** Rooms that are due at the same time; `ROOMS=10000` for a long run. */
const MANY = Number(process.env['ROOMS'] ?? 600);
const RUN_MS = 57_000; // the timeout of `expire-rooms` less its reserve
const ROOMS_A_RUN = 285;

/** Rooms and stages at IVS's real rates, where a sixth call in a second is throttled, on a clock that the test moves. */
async function openWorld() {
  const clock = new ManualClock();
  const cloud = await openCloud({ clock, rateLimits: true });
  return {
    clock,
    cloud,
    table: new RoomTable(cloud.dynamodb, cloud.names.table),
    rooms: new DueRooms(cloud.dynamodb, cloud.names.table),
    stages: new Stages(cloud.ivs, cloud.names.deployment),
    seconds: () => Math.floor(clock.now() / 1000),
    pace: (milliseconds: number) =>
      new Pace({
        deadline: clock.now() + milliseconds,
        now: () => clock.now(),
        sleep: (pause) => {
          clock.advance(pause);
          return Promise.resolve();
        },
      }),
    addStage: (id: string, createdAt = 0, deployment: string = cloud.names.deployment) => {
      const arn = roomOf(id).stageArn;
      const tags = { [DEPLOYMENT_TAG]: deployment, [CREATED_TAG]: String(createdAt) };
      const endpoints = { events: 'e', whip: 'w' };
      cloud.state.stages.set(arn, { arn, id, name: '', tags, endpoints });
    },
    stageIds: () =>
      cloud.state.stages
        .values()
        .map(({ id }) => id)
        .sort(),
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

describe('expiry', () => {
  let world: World;
  const pace = () => world.pace(RUN_MS);
  const run = () => {
    const { rooms, stages, seconds } = world;
    return endDueRooms(rooms, stages, { pace: pace(), now: seconds() });
  };

  before(async () => {
    world = await openWorld();
  });
  beforeEach(() => world.clock.advance(10_000));
  afterEach(async () => {
    const { cloud, rooms } = world;
    cloud.faults.reset();
    for (const { arn } of cloud.state.stages.values()) cloud.state.stages.delete(arn);
    for await (const { id } of rooms.endedBefore(Number.MAX_SAFE_INTEGER)) await rooms.delete(id);
  });
  after(() => world.cloud.close());

  const addRoom = async (expiresAt: number) => {
    const id = newRoomId();
    world.addStage(id);
    await world.table.create(roomOf(id, { expiresAt }));
    return id;
  };

  it('ends rooms that have reached their end time, and no others', async () => {
    const { seconds, table, stageIds } = world;
    const over = await addRoom(seconds() - 5);
    const open = await addRoom(seconds() + 1);
    assert.deepEqual(await run(), { ended: 1, failed: 0, lagSeconds: 0 });
    assert.equal(await table.get(over), undefined);
    assert.ok(await table.get(open));
    assert.deepEqual(stageIds(), [open]);
  });

  it('finds a room again if it failed between the stage and the record', async () => {
    const { seconds, table, cloud } = world;
    const id = await addRoom(seconds() - 5);
    cloud.faults.before((command) => {
      if (command === 'DeleteItem') throw awsError('InternalServerError', 500);
    });
    assert.deepEqual(await run(), { ended: 0, failed: 1, lagSeconds: 5 });
    cloud.faults.reset();
    assert.ok(await table.get(id));
    assert.deepEqual(await run(), { ended: 1, failed: 0, lagSeconds: 0 });
  });

  it('keeps the record if the stage cannot be deleted, and ends the other rooms', async () => {
    const { seconds, table, rooms, stages } = world;
    const stuck = await addRoom(seconds() - 60);
    const other = await addRoom(seconds() - 5);
    const arn = roomOf(stuck).stageArn;
    const stubborn = {
      delete: (stageArn: string) =>
        stageArn === arn
          ? Promise.reject(awsError('ConflictException', 409))
          : stages.delete(stageArn),
    };
    const report = await endDueRooms(rooms, stubborn, { pace: pace(), now: seconds() });
    assert.deepEqual(report, { ended: 1, failed: 1, lagSeconds: 60 });
    assert.ok(await table.get(stuck));
    assert.equal(await table.get(other), undefined);
  });

  it(`ends ${MANY} rooms that are due at the same time at the rate that IVS allows, without errors`, async () => {
    const { seconds, clock, table, stageIds } = world;
    const expiresAt = seconds() + 10;
    const ids: string[] = [];
    for (let i = 0; i < MANY; i++) ids.push(await addRoom(expiresAt));
    clock.advance(11_000);
    const started = clock.now();
    let ended = 0;
    let lag = 0;
    for (let minute = 0; ended < MANY; minute++) {
      const begin = clock.now();
      const report = await run();
      assert.equal(report.failed, 0);
      assert.ok(report.ended > 0 && report.ended <= ROOMS_A_RUN);
      ended += report.ended;
      lag = Math.max(lag, report.lagSeconds);
      clock.advance(Math.max(0, begin + 60_000 - clock.now())); // the next minute's run
    }
    const took = (clock.now() - started) / 60_000;
    assert.ok(took <= Math.ceil(MANY / ROOMS_A_RUN), `${took} minutes`);
    assert.deepEqual(stageIds(), []);
    for (const id of ids.slice(0, 20)) assert.equal(await table.get(id), undefined);
    assert.deepEqual(await run(), { ended: 0, failed: 0, lagSeconds: 0 });
    console.log(
      `${MANY} rooms ended in ${took} minutes, at most ${lag} s late before the last run`,
    );
  });

  it('makes one query per shard and no other call if no room is due', async () => {
    world.cloud.faults.reset();
    await run();
    assert.deepEqual(world.cloud.faults.calls, Array(4).fill('Query'));
  });
});

describe('the sweep', () => {
  let world: World;

  before(async () => {
    world = await openWorld();
  });
  after(() => world.cloud.close());

  it('deletes our old stages that have no record, but no new stages, rooms or stages of others', async () => {
    const { stages, rooms, table, pace, seconds, addStage, stageIds } = world;
    const old = seconds() - 1000;
    addStage('Room', old);
    await table.create(roomOf('Room'));
    addStage('Young', seconds() - 60);
    addStage('Foreign', old, 'production');
    for (let i = 0; i < 250; i++) addStage(`Orphan${i}`, old);
    const report = await sweepOrphans({ stages, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(report, { deleted: 250, failed: 0, complete: true });
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Young']);
  });

  it('stops at its deadline, and continues in the next run', async () => {
    const { stages, rooms, pace, seconds, addStage, stageIds } = world;
    for (let i = 0; i < 20; i++) addStage(`More${i}`);
    const run = (milliseconds: number) =>
      sweepOrphans({ stages, rooms, pace: pace(milliseconds) }, seconds());
    // One of the ten calls was the list.
    assert.deepEqual(await run(2000), { deleted: 9, failed: 0, complete: false });
    assert.deepEqual(await run(RUN_MS), { deleted: 11, failed: 0, complete: true });
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Young']);
  });

  it('continues if a stage cannot be deleted, and reports it as failed', async () => {
    const { stages, rooms, pace, seconds, addStage, stageIds } = world;
    addStage('Gone');
    addStage('Stuck');
    const stubborn = {
      listOwn: (turn: () => Promise<boolean>) => stages.listOwn(turn),
      delete: (arn: string) =>
        arn === roomOf('Stuck').stageArn
          ? Promise.reject(awsError('ConflictException', 409))
          : stages.delete(arn),
    };
    const report = await sweepOrphans({ stages: stubborn, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(report, { deleted: 1, failed: 1, complete: true });
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Stuck', 'Young']);
    await sweepOrphans({ stages, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Young']);
  });

  it('keeps a stage whose record DynamoDB did not read', async () => {
    const { cloud, seconds, stages, pace, addStage, stageIds } = world;
    addStage('Unread');
    const Keys = [{ id: { S: 'Unread' } }, { id: { S: 'Room' } }];
    const busy = {
      send: () => Promise.resolve({ UnprocessedKeys: { [cloud.names.table]: { Keys } } }),
    };
    const rooms = new DueRooms(busy as unknown as DynamoDBClient, cloud.names.table);
    await sweepOrphans({ stages, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Unread', 'Young']);
    cloud.state.stages.delete(roomOf('Unread').stageArn);
  });

  it('deletes all our stages on destroy, with rooms or not', async () => {
    const { stages, pace, stageIds } = world;
    const report = await sweepAll({ stages, pace: pace(RUN_MS) });
    assert.deepEqual(report, { deleted: 2, failed: 0, complete: true });
    assert.deepEqual(stageIds(), ['Foreign']);
  });
});
