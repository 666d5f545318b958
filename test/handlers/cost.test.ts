import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { schedules } from '../../handlers/manifest.ts';
import type { CreateRoomResponse, JoinRoomResponse } from '../../src/api/schemas.ts';
import { waitFor } from '../local/support/wait-for.ts';
import { stageUpdate } from '../rooms/support/stage-model.ts';
import { deploy, type Deployment } from './support/deployment.ts';

const SPEAKERS = 12;
const LISTENERS = 50;

describe('what is called, and so paid for,', () => {
  let deployment: Deployment;

  before(async () => {
    deployment = await deploy();
    await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
  });
  beforeEach(() => {
    deployment.calls.length = 0;
  });
  after(() => deployment.close());

  /** How often each call was made. The keys are read once in 30 s of a warm function, however many join. */
  const counts = () => {
    const all: Record<string, number> = {};
    for (const call of deployment.calls) {
      if (call !== 'secretsmanager:GetSecretValue') all[call] = (all[call] ?? 0) + 1;
    }
    return all;
  };
  const quiet = () =>
    waitFor('a quiet queue', () => {
      const { waiting, inFlight } = deployment.queue.counts();
      return waiting + inFlight === 0;
    });
  const createRoom = async () => {
    const { body } = await deployment.api('create-room', { name: 'Ann', role: 'speaker' });
    return (JSON.parse(body) as CreateRoomResponse).room.id;
  };

  it('in an hour in which nobody talks, is what the schedules call', async () => {
    for (const schedule of schedules) {
      for (let minute = 0; minute < 60; minute += schedule.everyMinutes) {
        await deployment.invoke(schedule.function, {});
      }
    }
    assert.deepEqual(counts(), {
      'invoke:expire-rooms': 60,
      'dynamodb:Query': 240,
      'invoke:sweep': 1,
      'dynamodb:PutItem': 1, // the lock of the keys, taken and given back
      'dynamodb:DeleteItem': 1,
      'ivs:ListPublicKeys': 1,
      'ivs:ListStages': 1,
    });
  });

  it(`in a room of ${SPEAKERS} speakers and ${LISTENERS} listeners for an hour, is a request for each token`, async () => {
    const roomId = await createRoom();
    const arn = deployment.state.stages.values().find(({ id }) => id === roomId)?.arn ?? '';
    deployment.calls.length = 0;
    const people = Array.from({ length: SPEAKERS - 1 + LISTENERS }, (_, index) =>
      index < SPEAKERS - 1 ? 'speaker' : 'listener',
    );
    for (const role of people) {
      const { body } = await deployment.api('join-room', { name: 'Bob', role }, roomId);
      const { token } = (JSON.parse(body) as JoinRoomResponse).participant;
      await deployment.api('join-room', { name: 'Bob', role, token }, roomId); // within the hour
    }
    for (let i = 0; i < SPEAKERS; i++) {
      for (const eventName of ['Participant Published', 'Participant Unpublished']) {
        await deployment.send(
          arn,
          stageUpdate(arn, { eventName, id: `p${i}`, at: Date.now() + i }),
        );
        await quiet(); // minutes apart, so each is a batch of its own
      }
    }
    const events = 2 * SPEAKERS;
    const requests = 2 * people.length;
    assert.deepEqual(counts(), {
      'invoke:join-room': requests,
      'dynamodb:GetItem': requests + events,
      'sqs:SendMessage': events, // EventBridge's
      'invoke:update-room': events,
      'dynamodb:UpdateItem': events,
    });
  });

  it('for each ten seconds of an open lobby, is one read, one message and one refresh', async () => {
    const roomId = await createRoom();
    deployment.calls.length = 0;
    await deployment.api('get-room', undefined, roomId);
    await quiet();
    assert.deepEqual(counts(), {
      'invoke:get-room': 1,
      'dynamodb:GetItem': 2,
      'sqs:SendMessage': 1,
      'invoke:update-room': 1,
      'ivs:GetStage': 1,
      'dynamodb:UpdateItem': 1,
    });
    deployment.calls.length = 0;
    await deployment.api('get-room', undefined, roomId);
    assert.deepEqual(counts(), { 'invoke:get-room': 1, 'dynamodb:GetItem': 1 });
  });
});
