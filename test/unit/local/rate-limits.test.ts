import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RateLimits } from '../../../src/local/aws/requests/rate-limits.ts';
import { ManualClock } from '../../support/manual-clock.ts';

describe('rate limits', () => {
  it('grant calls at the given rate', () => {
    const clock = new ManualClock();
    const limits = new RateLimits(clock);
    let granted = 0;
    for (let step = 0; step < 1000; step += 1) {
      if (limits.take('x', 5)) granted += 1;
      clock.advance(50); // 20 attempts a second, for 50 seconds
    }
    assert.ok(Math.abs(granted - (5 + 50 * 5)) <= 5, `${granted}`);
  });

  it('never refuse a caller who keeps to the rate', () => {
    const clock = new ManualClock();
    const limits = new RateLimits(clock);
    for (let step = 0; step < 500; step += 1) {
      assert.ok(limits.take('x', 5));
      clock.advance(200);
    }
  });
});
