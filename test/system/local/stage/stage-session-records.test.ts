import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { StageRecord } from '../../../../src/local/shared/stage-records.ts';
import type { StageFixture } from './support/stage-fixture.ts';
import { stageSuite } from './support/stage-suite.ts';
import { waitFor } from '../../../support/eventually.ts';

describe('a stage session', () => {
  let fixture: StageFixture;
  let stage: StageRecord;
  // Stands still unless a test moves it, so that increasing numbers can't come from it.
  let clock = Date.now();
  const { current, empty, join, listener, events } = stageSuite(() => clock);
  beforeEach(() => ({ fixture, stage } = current()));
  const records = () => {
    const session = fixture.stageServer.activeSessionId(stage.arn) ?? '';
    return fixture.stageServer.participants(stage.arn, session) ?? [];
  };

  it('is recorded: who joined, who is connected, who ever published', async () => {
    assert.equal(fixture.stageServer.activeSessionId(stage.arn), undefined);
    const ann = await join('ann');
    const session = fixture.stageServer.activeSessionId(stage.arn);
    assert.match(session ?? '', /^st-[A-Za-z0-9]{13}$/);
    const bob = await join('bob', listener);
    const out = await ann.publish(1);
    await waitFor('ann live', () => bob.publisherIds.includes('ann'));
    bob.socket.close();
    await waitFor('bob gone', () => records()[1]?.state === 'DISCONNECTED');
    assert.deepEqual(
      records().map(({ participantId, userId, state, published }) => ({
        participantId,
        userId,
        state,
        published,
      })),
      [
        { participantId: 'ann', userId: 'user-of-ann', state: 'CONNECTED', published: true },
        { participantId: 'bob', userId: 'user-of-bob', state: 'DISCONNECTED', published: false },
      ],
    );
    const joinTime = clock;
    assert.equal(records()[1]?.firstJoinTime.getTime(), joinTime);
    assert.equal(fixture.stageServer.participants(stage.arn, 'st-other'), undefined);
    ann.socket.close();
    out.close();
    await empty();
    assert.equal(fixture.stageServer.activeSessionId(stage.arn), session);
    clock += 1_000;
    const back = await join('bob', listener);
    const annAgain = await join('ann');
    assert.equal(fixture.stageServer.activeSessionId(stage.arn), session);
    for (const { firstJoinTime } of records()) assert.equal(firstJoinTime.getTime(), joinTime);
    assert.deepEqual(
      records().map(({ published }) => published),
      [true, false],
    );
    back.socket.close();
    annAgain.socket.close();
    await waitFor(
      'session over',
      () => fixture.stageServer.activeSessionId(stage.arn) === undefined,
    );
    const next = await join('bob', listener);
    assert.notEqual(fixture.stageServer.activeSessionId(stage.arn), session);
    assert.equal(records().length, 1);
    next.socket.close();
    await empty();
  });

  it('emits stage updates with strictly increasing precise times', async () => {
    const ann = await join('ann');
    for (let round = 0; round < 3; round += 1) {
      const out = await ann.publish(round + 1);
      await waitFor('live', () => ann.publishers.length);
      await ann.remove(out);
      await waitFor('not live', () => !ann.publishers.length);
      out.close();
    }
    assert.equal(events().length, 6);
    const times = fixture.updates.map(({ detail }) => String(detail['event_time_precise']));
    assert.deepEqual(times, [...new Set(times)].sort());
    for (const { stageArn, detail } of fixture.updates) {
      assert.equal(stageArn, stage.arn);
      assert.match(detail.session_id, /^st-/);
      assert.match(detail.event_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.match(
        String(detail['event_time_precise']),
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
      );
      assert.equal(detail.user_id, 'user-of-ann');
    }
    ann.socket.close();
    await empty();
  });
});
