import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ConcurrencyLimit } from '../../../src/local/gateway/concurrency-limit.ts';

interface Running {
  readonly done: () => void;
  readonly fail: (error: Error) => void;
}

describe('ConcurrencyLimit', () => {
  it('runs at most so many tasks at once, in order of arrival, and refuses one only while enough others wait', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        fc.array(fc.tuple(fc.constantFrom('come', 'done', 'fail'), fc.nat(10)), { maxLength: 40 }),
        async (atOnce, maxWaiting, story) => {
          const limit = new ConcurrencyLimit(atOnce, maxWaiting);
          const running: Running[] = [];
          const began: number[] = [];
          const admitted: number[] = [];
          const answers: Promise<number | undefined>[] = [];
          let ended = 0;
          for (const [number, [act, which]] of story.entries()) {
            if (act === 'come') {
              const answer = limit.run(() => {
                began.push(number);
                return new Promise<number>((resolve, reject) => {
                  running.push({ done: () => resolve(number), fail: reject });
                });
              });
              const inside = admitted.length - ended;
              assert.equal(answer === undefined, inside === atOnce + maxWaiting);
              if (!answer) continue;
              admitted.push(number);
              answers.push(answer.catch(() => undefined));
            } else {
              const [one] = running.splice(which % Math.max(1, running.length), 1);
              if (!one) continue;
              if (act === 'done') one.done();
              else one.fail(new Error('Failed'));
              ended += 1;
              await new Promise(setImmediate);
            }
            assert.equal(running.length, Math.min(atOnce, admitted.length - ended));
          }
          while (running.length > 0) {
            for (const { done } of running.splice(0)) done();
            await new Promise(setImmediate);
          }
          await Promise.all(answers);
          assert.deepEqual(began, admitted);
        },
      ),
    );
  });
});
