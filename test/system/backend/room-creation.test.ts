import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { createRoom, type CreateRoomOptions } from '../../../src/backend/rooms/room-creation.ts';
import { DueRooms } from '../../../src/backend/rooms/due-rooms.ts';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';
import { joinRoom } from '../../../src/backend/rooms/room-joining.ts';
import { KeyPair, KeyPairMissingError } from '../../../src/backend/keys/key-pair.ts';
import { Pace } from '../../../src/backend/aws/paced-calls.ts';
import { ParticipantTokens } from '../../../src/backend/people/participant-tokens.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import { sweepStages } from '../../../src/backend/rooms/orphan-sweep.ts';
import { Stages } from '../../../src/backend/rooms/stages.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../../../src/backend/functions.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';
import { awsError } from '../../unit/backend/support/aws-error.ts';
import { keysOf, type TestKeys } from './support/keys.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';

describe('rooms', () => {
  let cloud: TestCloud;
  let keys: TestKeys;
  let parts: CreateRoomOptions;
  const newParts = (): CreateRoomOptions => {
    const keyPair = new KeyPair(cloud.secrets, cloud.names.keyPairSecret);
    return {
      keyPair,
      tokens: new ParticipantTokens(keyPair),
      stages: new Stages(cloud.ivs, cloud.names.deployment),
      table: new RoomTable(cloud.dynamodb, cloud.names.table),
      lifetimeSeconds: 3600,
      channel: true,
    };
  };
  const ofStages = () => cloud.state.stages.values().map(({ id }) => id);
  const codeOf = (code: string) => (error: unknown) =>
    error instanceof ProblemError && error.code === code;

  before(async () => {
    cloud = await openCloud();
    keys = keysOf(cloud);
    await keys.rotation.ensure();
  });
  afterEach(async () => {
    cloud.faults.reset();
    for (const { arn } of cloud.state.stages.values()) cloud.state.stages.delete(arn);
    await keys.rotation.ensure();
  });
  after(() => cloud.close());

  it('are created with a stage that has our tags, and no text that a caller wrote', async () => {
    const { room, participant, hostKey } = await createRoom({ name: 'Zoë' }, newParts());
    const stage = cloud.state.stages.values()[0];
    assert.ok(stage);
    assert.equal(stage.id, room.id);
    assert.equal(stage.name, 'audio-room');
    assert.deepEqual(Object.keys(stage.tags), [DEPLOYMENT_TAG, CREATED_TAG]);
    assert.equal(Date.parse(room.expiresAt) - Date.parse(room.createdAt), 3_600_000);
    assert.equal(participant.expiresAt, room.expiresAt);
    const record = await newParts().table.get(room.id);
    assert.equal(record?.hostKeyHash, createHash('sha256').update(hostKey).digest('base64url'));
    assert.match(hostKey, /^[\w-]{43}$/);
  });

  it('are not created, and leave no stage, if there is no key pair', async () => {
    await keys.removeAll();
    await assert.rejects(createRoom({ name: 'Ann' }, newParts()), KeyPairMissingError);
    assert.deepEqual(ofStages(), []);
  });

  it('leave no stage if their record cannot be written', async () => {
    cloud.faults.before((command) => {
      if (command === 'PutItem') throw awsError('InternalServerError', 500);
    });
    await assert.rejects(createRoom({ name: 'Ann' }, newParts()), { name: 'InternalServerError' });
    assert.deepEqual(ofStages(), []);
  });

  it('leave a stage that could not be deleted to the sweep, which waits before it deletes it', async () => {
    cloud.faults.before((command) => {
      if (command === 'PutItem' || command === 'DeleteStage') throw awsError('Throttling');
    });
    await assert.rejects(createRoom({ name: 'Ann' }, newParts()), { name: 'Throttling' });
    cloud.faults.reset();
    assert.equal(ofStages().length, 1);
    const { stages } = newParts();
    const rooms = new DueRooms(cloud.dynamodb, cloud.names.table);
    const sweepAt = (now: number) => {
      const pace = new Pace({ deadline: Infinity, sleep: () => Promise.resolve() });
      return sweepStages({ stages, rooms, pace }, now);
    };
    const now = Math.floor(Date.now() / 1000);
    assert.equal((await sweepAt(now + 800)).deleted, 0); // it may be a room that is being created
    assert.deepEqual(await sweepAt(now + 1000), { deleted: 1, failed: 0, complete: true });
    assert.deepEqual(ofStages(), []);
  });

  it('leave no stage, whichever AWS call fails', async () => {
    for (let index = 0; ; index++) {
      parts = newParts();
      cloud.faults.before((command, at) => {
        if (at === index && command !== 'DeleteStage') throw awsError('InternalServerError', 500);
      });
      const failed = await createRoom({ name: 'Ann' }, parts).then(
        () => false,
        () => true,
      );
      if (!failed) {
        assert.deepEqual(cloud.faults.calls, ['GetSecretValue', 'CreateStage', 'PutItem']);
        break;
      }
      assert.deepEqual(ofStages(), []);
    }
  });

  it('are joined with one read and one signature', async () => {
    const created = await createRoom({ name: 'Ann' }, newParts());
    const { table, tokens } = newParts();
    await tokens.issue(roomOf('warm00000000'), { name: 'Ann' });
    cloud.faults.reset();
    const joined = await joinRoom(
      created.room.id,
      { name: 'Bob' },
      { table, tokens, participantLimit: 10 },
    );
    assert.deepEqual(cloud.faults.calls, ['GetItem']);
    assert.deepEqual({ ...joined.room, now: '' }, { ...created.room, now: '' });
    assert.notEqual(joined.participant.id, created.participant.id);
  });

  it('cannot be joined if they do not exist, or have ended', async () => {
    const { table, tokens } = newParts();
    const join = (id: string) =>
      joinRoom(id, { name: 'Bob' }, { table, tokens, participantLimit: 10 });
    await assert.rejects(join('nobody'), codeOf('ROOM_NOT_FOUND'));
    const seconds = Math.floor(Date.now() / 1000);
    await table.create(roomOf('Over00000000', { expiresAt: seconds }));
    await assert.rejects(join('Over00000000'), codeOf('ROOM_ENDED'));
  });

  it('admit nobody new when they are full, but renew tokens', async () => {
    const { table, tokens } = newParts();
    const room = roomOf('Full00000000');
    await table.create({ ...room, presence: { ...room.presence, listeners: 10 } });
    const join = (participantLimit: number, token?: string) =>
      joinRoom(
        room.id,
        { name: 'Bob', ...(token && { token }) },
        { table, tokens, participantLimit },
      );
    await assert.rejects(join(10), codeOf('ROOM_FULL'));
    const { participant } = await join(11);
    assert.equal((await join(10, participant.token)).participant.id, participant.id);
  });
});
