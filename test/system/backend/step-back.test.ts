import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { newIdFor } from '../../../src/backend/people/visitors.ts';
import { PresenceKeeper } from '../../../src/backend/presence/presence-keeper.ts';
import { StageActivity } from '../../../src/backend/presence/stage-activity.ts';
import { StageGuard } from '../../../src/backend/presence/stage-guard.ts';
import { takenOff, withSettings } from '../../../src/backend/rooms/moderation-changes.ts';
import { openToAll, type Moderation } from '../../../src/backend/rooms/moderation.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { personOf, type Room } from '../../../src/backend/rooms/room.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';
import { StageModel } from '../../unit/backend/support/stage-model.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';

const START = Date.UTC(2026, 10, 22, 12);
const SECOND = 1000;

describe('whoever was asked to leave the stage', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let now: number;
  let room: Room;
  let model: StageModel;
  let ids: readonly string[];
  let disconnected: string[];
  let disconnect: (arn: string, id: string) => Promise<void>;
  let presence: PresenceKeeper;

  before(async () => {
    cloud = await openCloud();
    table = new RoomTable(cloud.dynamodb, cloud.names.table);
  });
  beforeEach(async () => {
    now = START;
    room = roomOf(newRoomId());
    ids = [newIdFor(room, 'V'.repeat(43)), newIdFor(room, 'V'.repeat(43))];
    const { id, stageArn: arn } = room;
    const endpoints = { events: 'e', whip: 'w' };
    cloud.state.stages.set(arn, { arn, id, name: '', tags: {}, endpoints });
    await table.create(room);
    model = new StageModel(arn);
    model.rule(cloud.state.stageServer);
    disconnected = [];
    disconnect = (_arn, id) => Promise.resolve(void disconnected.push(id));
    const pace = { turn: () => Promise.resolve(true) };
    const guard = new StageGuard({
      ...{ table, pace, now: () => now },
      disconnect: (arn, id) => disconnect(arn, id),
    });
    presence = new PresenceKeeper(table, new StageActivity(cloud.ivs), guard, () => now);
  });
  after(() => cloud.close());

  const goOn = (tab: number, at: number) => {
    model.do(ids[tab] ?? '', 'join', at);
    model.do(ids[tab] ?? '', 'publish', at);
  };
  const tell = (tab: number, on: boolean, at: number) => {
    const participantId = ids[tab] ?? '';
    const state = on ? ({ on, at: at * SECOND, name: 'Eve' } as const) : { on, at: at * SECOND };
    return presence.addFacts(room.stageArn, [{ participantId, state }]);
  };
  const decide = async (change: (before: Moderation) => Moderation) => {
    const before = await table.get(room.id);
    assert.ok(before);
    const moderation = change(before.moderation);
    assert.ok(await table.updateModeration(before, { ...before, moderation }));
  };
  const takeOff = (at: number) =>
    decide((before) => takenOff(before, personOf(room, ids[0] ?? ''), at));
  const check = (at: number) => {
    now = at;
    return presence.checkStage(room.stageArn, ids[0] ?? '');
  };

  it('is disconnected after three seconds, in every tab', async () => {
    for (const tab of [0, 1]) {
      goOn(tab, START);
      await tell(tab, true, START);
    }
    await takeOff(START + SECOND);
    await check(START + 4 * SECOND);
    assert.deepEqual(disconnected, ids);
  });

  it('is not disconnected if they have left it, though IVS lists that later', async () => {
    goOn(0, START);
    await tell(0, true, START);
    await takeOff(START + SECOND);
    await tell(0, false, START + 2 * SECOND);
    await check(START + 4 * SECOND);
    assert.deepEqual(disconnected, []);
  });

  it('has three seconds again if they were invited and taken off again', async () => {
    goOn(0, START);
    await tell(0, true, START);
    await takeOff(START + 2 * SECOND); // as the second time; the check is of the first
    await check(START + 3 * SECOND);
    assert.deepEqual(disconnected, []);
    await check(START + 5 * SECOND);
    assert.deepEqual(disconnected, [ids[0]]);
  });

  it('does not include those who came before the stage was closed, though no event told of them', async () => {
    goOn(0, START);
    await decide((before) => {
      const at = { onStage: [], now: START + SECOND };
      return withSettings(before, { stage: 'invited' }, at);
    });
    now = START + 600 * SECOND;
    await presence.refresh(room.stageArn);
    assert.deepEqual(disconnected, []);
    const { invitations } = (await table.get(room.id))?.moderation ?? openToAll;
    assert.deepEqual(
      invitations.map(({ id }) => id),
      [ids[0]],
    );
  });

  it('is disconnected by the next message if IVS asks us to slow down', async () => {
    goOn(0, START);
    await tell(0, true, START);
    await takeOff(START + SECOND);
    now = START + 60 * SECOND;
    disconnect = () => Promise.reject(awsError('ThrottlingException'));
    await assert.rejects(presence.refresh(room.stageArn));
    disconnect = (_arn, id) => Promise.resolve(void disconnected.push(id));
    now += SECOND;
    await presence.refresh(room.stageArn);
    assert.deepEqual(disconnected, [ids[0]]);
  });
});
