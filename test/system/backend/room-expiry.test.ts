import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { deletionsPerSecond, ivsChatLimits, ivsLimits } from '../../../src/backend/quotas.ts';
import { sweepChannels } from '../../../src/backend/rooms/orphan-sweep.ts';
import { endDueRooms } from '../../../src/backend/rooms/room-expiry.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';
import { openWorld, RUN_MS, type World } from './support/due-world.ts';

/** Rooms that are due at the same time; `ROOMS=10000` for a long run. */
const MANY = Number(process.env['ROOMS'] ?? 600);
const ROOMS_A_RUN = (RUN_MS / 1000) * deletionsPerSecond.expiry;

describe('expiry', () => {
  let world: World;
  const pace = () => world.pace(RUN_MS, deletionsPerSecond.expiry);
  const run = () => {
    const { rooms, stages, channels, seconds } = world;
    return endDueRooms(rooms, { stages, channels, pace: pace(), now: seconds() });
  };

  before(async () => {
    world = await openWorld();
  });
  beforeEach(() => world.clock.advance(10_000));
  afterEach(async () => {
    const { cloud, rooms } = world;
    cloud.faults.reset();
    for (const { arn } of cloud.state.stages.values()) cloud.state.stages.delete(arn);
    for (const { arn } of cloud.state.chatRooms.values()) cloud.state.chatRooms.delete(arn);
    for await (const { id } of rooms.endedBefore(Number.MAX_SAFE_INTEGER)) await rooms.delete(id);
  });
  after(() => world.cloud.close());

  const addRoom = async (expiresAt: number) => {
    const id = newRoomId();
    world.addStage(id);
    await world.table.create(roomOf(id, { expiresAt, channelArn: world.addChannel(id) }));
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
    assert.deepEqual(world.channelsLeft(), [open]);
  });

  it('finds a room again if its channel could not be deleted', async () => {
    const { seconds, table, cloud } = world;
    const id = await addRoom(seconds() - 5);
    cloud.faults.before((command) => {
      if (command === 'DeleteRoom') throw awsError('InternalServerException', 500);
    });
    assert.deepEqual(await run(), { ended: 0, failed: 1, lagSeconds: 5 });
    cloud.faults.reset();
    assert.ok(await table.get(id));
    assert.deepEqual(await run(), { ended: 1, failed: 0, lagSeconds: 0 });
    assert.ok(!world.channelsLeft().includes(id));
  });

  it('shares the calls that IVS allows with a sweep that runs at the same time', async () => {
    const { seconds, channels, rooms, addChannel } = world;
    for (let i = 0; i < 40; i++) await addRoom(seconds() - 5);
    for (let i = 0; i < 9; i++) addChannel(`Orphan${i}`);
    const { expiry, sweep } = deletionsPerSecond;
    assert.ok(expiry + sweep <= ivsChatLimits.roomCallsPerSecond);
    assert.ok(expiry + sweep <= ivsLimits.stageCallsPerSecond);
    const swept = await sweepChannels(
      { channels, rooms, pace: world.pace(RUN_MS, sweep) },
      seconds(),
    );
    assert.deepEqual(swept, { deleted: 9, failed: 0, complete: true });
    assert.deepEqual(await run(), { ended: 40, failed: 0, lagSeconds: 0 });
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
    const report = await endDueRooms(rooms, { stages: stubborn, pace: pace(), now: seconds() });
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
    assert.deepEqual(world.channelsLeft(), []);
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
