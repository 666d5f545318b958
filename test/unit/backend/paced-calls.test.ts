import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from '../../../src/backend/aws/paced-calls.ts';

/** A pace whose sleeps pass at once, on its own clock. */
function startPace(milliseconds: number) {
  const clock = { now: 1000 };
  const pace = new Pace({
    deadline: clock.now + milliseconds,
    now: () => clock.now,
    sleep: (pause) => Promise.resolve(void (clock.now += pause)),
  });
  return { pace, clock };
}

describe('paced calls', () => {
  it('are five a second, the first of them at once', async () => {
    const { pace, clock } = startPace(Infinity);
    const times: number[] = [];
    for (let i = 0; i < 4; i++) {
      await pace.turn();
      times.push(clock.now - 1000);
    }
    assert.deepEqual(times, [0, 200, 400, 600]);
  });

  it('do not catch up after a call that took long', async () => {
    const { pace, clock } = startPace(Infinity);
    await pace.turn();
    clock.now += 5000;
    await pace.turn();
    await pace.turn();
    assert.equal(clock.now - 1000, 5200);
  });

  it('end at the deadline', async () => {
    const { pace } = startPace(400);
    assert.deepEqual(
      [await pace.turn(), await pace.turn(), await pace.turn()],
      [true, true, false],
    );
  });
});
