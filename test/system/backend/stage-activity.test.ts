import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Pace } from '../../../src/backend/aws/paced-calls.ts';
import { StageActivity } from '../../../src/backend/presence/stage-activity.ts';
import { roomOf } from '../../unit/backend/support/rooms.ts';
import { StageModel } from '../../unit/backend/support/stage-model.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openCloud, type TestCloud } from './support/cloud.ts';

describe('the activity of a stage', () => {
  const clock = new ManualClock();
  let cloud: TestCloud;
  before(async () => {
    cloud = await openCloud({ clock, rateLimits: true });
  });
  after(() => cloud.close());

  it('lists all participants of a big room at the rate that IVS allows', async () => {
    const pace = () =>
      new Pace({
        deadline: Infinity,
        now: () => clock.now(),
        sleep: (milliseconds) => {
          clock.advance(milliseconds);
          return Promise.resolve();
        },
      });
    const model = new StageModel(roomOf('BigRoom00000').stageArn);
    for (let i = 0; i < 1500; i++) model.do(`p${i}`, 'join', clock.now());
    model.rule(cloud.state.stageServer);
    const activity = new StageActivity(cloud.ivs, pace);
    const { participants, complete } = await activity.connected(model.stageArn, 'st-0123456789abc');
    assert.deepEqual([participants.length, complete], [1500, true]);
  });
});
