import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_SPEAKERS } from '../../../src/api/limits.ts';
import { eventually } from '../../support/eventually.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();
const FULL = 'The stage is full: 12 people are on it.';

describe('a stage with twelve speakers', () => {
  it('refuses a thirteenth, who stays a listener and takes the next free place', async () => {
    const { room } = await world.api.create('Host');
    const crowd = await world.stranger();
    const visits: number[] = [];
    for (let speaker = 1; speaker <= MAX_SPEAKERS; speaker++) {
      const { participant } = await world.api.join(room.id, `Speaker ${speaker}`, 'speaker');
      // Only one of them is audible.
      visits.push(await crowd.join(participant.token, { tone: 610, silent: speaker > 1 }));
    }
    for (const visit of visits) {
      await eventually(async () => (await crowd.look(visit)).published, true);
    }

    const late = await world.arrive('Late', { tone: 1130 });
    await late.visitLobby(room.id);
    await late.click('Go on stage');
    await late.click('Go on stage now');
    await late.reads(FULL);
    await late.sees('The stage is full');
    await late.hears(610);
    await late.seesListeners(1);
    assert.equal((await late.tiles()).length, MAX_SPEAKERS);

    await crowd.leave(visits[MAX_SPEAKERS - 1] ?? 0);
    await late.goOnStage();
    await eventually(
      async () => (await late.tiles()).filter((tile) => tile === 'Late, you').length,
      1,
    );
  });
});
