import { after, before, beforeEach } from 'node:test';
import { waitFor } from '../../../../support/eventually.ts';
import type { StageRecord } from '../../../../../src/local/shared/stage-records.ts';
import { StageClient } from './stage-client.ts';
import { type Claims, StageFixture } from './stage-fixture.ts';

const EMPTY = { sockets: 0, peerConnections: 0, stages: 0, participants: 0 };

/**
 * One stage server for a suite, with short timings, and another stage for each test.
 * @param now - The server's clock, in epoch milliseconds.
 */
export function stageSuite(now: () => number) {
  let fixture: StageFixture;
  let stage: StageRecord;
  let stages = 0;

  before(async () => {
    fixture = await StageFixture.start({
      now,
      timings: { pingInterval: 100, silenceLimit: 1_500, reconnectGrace: 300, sessionLinger: 200 },
    });
  });
  beforeEach(() => {
    stage = fixture.addStage(`Presence${(stages += 1)}`);
    fixture.updates.length = 0;
  });
  after(() => fixture.stop());

  const counts = () => fixture.stageServer.counts();
  return {
    current: () => ({ fixture, stage }),
    counts,
    empty: () =>
      waitFor('everything closed', () => JSON.stringify(counts()) === JSON.stringify(EMPTY)),
    join: (id: string, changes: Claims = {}) =>
      new StageClient(fixture.token(stage, id, changes)).joined(),
    listener: { capabilities: { allow_subscribe: true } },
    events: () =>
      fixture.updates.map(({ detail }) => `${detail.event_name} ${detail.participant_id}`),
  };
}
