import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { encodeName, encodeUserId } from '../../../src/api/name-claims.ts';
import { PresenceKeeper } from '../../../src/backend/presence/presence-keeper.ts';
import { parseRoomMessage } from '../../../src/backend/presence/room-message-parser.ts';
import { StageActivity } from '../../../src/backend/presence/stage-activity.ts';
import { onStage } from '../../../src/backend/rooms/presence.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import type { ParticipantRecord } from '../../../src/local/shared/stage-records.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { newRoomId, roomOf } from '../../unit/backend/support/rooms.ts';
import { stageUpdate } from '../../unit/backend/support/stage-model.ts';
import { guardOf, openCloud, type TestCloud } from './support/cloud.ts';

const NAME = 'ณัฐกานต์ '.repeat(5).trim(); // 34 characters for people, 44 code points, 124 bytes
const SHORT = `${'ณัฐกานต์ '.repeat(3)}ณัฐกาน…`;
const AT = Date.UTC(2026, 10, 22, 12);

describe('a name that `user_id` has no room for', () => {
  let cloud: TestCloud;
  let table: RoomTable;
  let presence: PresenceKeeper;
  let now = AT;

  before(async () => {
    cloud = await openCloud();
    table = new RoomTable(cloud.dynamodb, cloud.names.table);
    presence = new PresenceKeeper(table, new StageActivity(cloud.ivs), guardOf(cloud), () => now);
    const { user_id: userId, attributes } = encodeName(NAME);
    const record: ParticipantRecord = {
      participantId: 'Nat',
      userId,
      attributes: { ...attributes },
      state: 'CONNECTED',
      firstJoinTime: new Date(AT),
      published: true,
      events: [{ name: 'PUBLISH_STARTED', eventTime: new Date(AT) }],
    };
    Object.assign(cloud.state.stageServer, {
      activeSessionId: () => 'st-0123456789abc',
      participants: () => [record],
    });
  });
  after(() => cloud.close());

  /** Opens a room and handles the event that somebody is on stage. */
  async function publish(): Promise<string> {
    const id = newRoomId();
    const arn = roomOf(id).stageArn;
    const endpoints = { events: 'e', whip: 'w' };
    cloud.state.stages.set(arn, { arn, id, name: '', tags: {}, endpoints });
    await table.create(roomOf(id));
    const body = stageUpdate(arn, { eventName: 'Participant Published', id: 'Nat', at: AT });
    const message = parseRoomMessage(body.replace(encodeUserId('Nat'), encodeUserId(NAME)));
    assert.ok(message.kind === 'fact' && message.fact.state.on);
    assert.equal(message.fact.state.name, SHORT);
    await presence.addFacts(arn, [message.fact]);
    return id;
  }
  const namesIn = async (id: string) => {
    const room = await table.get(id);
    return room && onStage(room.presence).map(({ name }) => name);
  };

  it('is whole in the record, also after refreshes', async () => {
    const id = await publish();
    assert.deepEqual(await namesIn(id), [NAME]);
    now = AT + 600_000;
    await presence.refresh(roomOf(id).stageArn);
    assert.deepEqual(await namesIn(id), [NAME]);
  });

  it('is short in the record, rather than missing, if IVS does not tell', async () => {
    cloud.faults.before((command) => {
      if (command === 'GetParticipant') throw awsError('ThrottlingException');
    });
    const id = await publish();
    cloud.faults.reset();
    assert.deepEqual(await namesIn(id), [SHORT]);
  });
});
