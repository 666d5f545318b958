import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DueRooms } from '../../../src/backend/rooms/due-rooms.ts';
import { sweepAll, sweepChannels, sweepStages } from '../../../src/backend/rooms/orphan-sweep.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';
import { openWorld, RUN_MS, type World } from './support/due-world.ts';

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
    const report = await sweepStages({ stages, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(report, { deleted: 250, failed: 0, complete: true });
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Young']);
  });

  it('deletes our old channels that no record names, but no new ones, and none of others', async () => {
    const { channels, rooms, table, pace, seconds, addChannel, channelsLeft } = world;
    const old = seconds() - 1000;
    const channelArn = addChannel('Talked', old);
    await table.create(roomOf('Talked', { channelArn }));
    addChannel('Talked', old); // it lost a race
    addChannel('Young', seconds() - 60);
    addChannel('Foreign', old, 'production');
    for (let i = 0; i < 120; i++) addChannel(`Orphan${i}`, old);
    const report = await sweepChannels({ channels, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(report, { deleted: 121, failed: 0, complete: true });
    assert.deepEqual(channelsLeft(), ['Foreign', 'Talked', 'Young']);
    const all = await sweepAll(channels, pace(RUN_MS));
    assert.deepEqual(all, { deleted: 2, failed: 0, complete: true });
    assert.deepEqual(channelsLeft(), ['Foreign']);
  });

  it('stops at its deadline, and continues in the next run', async () => {
    const { stages, rooms, pace, seconds, addStage, stageIds } = world;
    for (let i = 0; i < 20; i++) addStage(`More${i}`);
    const run = (milliseconds: number) =>
      sweepStages({ stages, rooms, pace: pace(milliseconds) }, seconds());
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
    const report = await sweepStages({ stages: stubborn, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(report, { deleted: 1, failed: 1, complete: true });
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Stuck', 'Young']);
    await sweepStages({ stages, rooms, pace: pace(RUN_MS) }, seconds());
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
    await sweepStages({ stages, rooms, pace: pace(RUN_MS) }, seconds());
    assert.deepEqual(stageIds(), ['Foreign', 'Room', 'Unread', 'Young']);
    cloud.state.stages.delete(roomOf('Unread').stageArn);
  });

  it('deletes all our stages on destroy, with rooms or not', async () => {
    const { stages, pace, stageIds } = world;
    const report = await sweepAll(stages, pace(RUN_MS));
    assert.deepEqual(report, { deleted: 2, failed: 0, complete: true });
    assert.deepEqual(stageIds(), ['Foreign']);
  });
});
