import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Admission } from '../../../src/local/gateway/admission.ts';

interface Running {
  readonly done: () => void;
  readonly fail: (error: Error) => void;
}

describe('Admission', () => {
  it('runs never more at once than it may, in the order of arrival, and refuses only behind a full line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        fc.array(fc.tuple(fc.constantFrom('come', 'done', 'fail'), fc.nat(10)), { maxLength: 40 }),
        async (atOnce, longestLine, story) => {
          const admission = new Admission(atOnce, longestLine);
          const running: Running[] = [];
          const began: number[] = [];
          const admitted: number[] = [];
          const answers: Promise<number | undefined>[] = [];
          let ended = 0;
          for (const [number, [act, which]] of story.entries()) {
            if (act === 'come') {
              const answer = admission.run(() => {
                began.push(number);
                return new Promise<number>((resolve, reject) => {
                  running.push({ done: () => resolve(number), fail: reject });
                });
              });
              const inside = admitted.length - ended;
              assert.equal(answer === undefined, inside === atOnce + longestLine);
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
