import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stackFrames } from '../../../src/backend/aws/stack-frames.ts';

describe('stack frames', () => {
  it('leave out the message, even if it looks like a frame', () => {
    const frames = stackFrames(new Error('no\n    at Ann (arn:aws:ivs:1:2)\n    at secret:3:4'));
    assert.match(frames[0] ?? '', /stack-frames\.test\.ts:\d+:\d+\)?$/);
    assert.doesNotMatch(frames.join('\n'), /Ann|arn|secret/);
  });

  it('leave out lines without a position, if the message was changed later', () => {
    const error = new Error('before\nat Ann, who said so');
    error.message = 'after';
    assert.doesNotMatch(stackFrames(error).join('\n'), /Ann/);
  });

  it('are empty if an error has no stack', () => {
    const error = new Error('no');
    delete error.stack;
    assert.deepEqual(stackFrames(error), []);
  });

  it('keep only the first of successive frames in packages', () => {
    const error = new Error('no');
    error.stack = `Error: no
    at parse (/a/node_modules/b/b.js:1:2)
    at parse (/a/node_modules/b/c.js:3:4)
    at own (/a/src/own.ts:5:6)
    at call (/a/node_modules/b/d.js:7:8)`;
    assert.deepEqual(stackFrames(error), [
      'at parse (/a/node_modules/b/b.js:1:2)',
      'at own (/a/src/own.ts:5:6)',
      'at call (/a/node_modules/b/d.js:7:8)',
    ]);
  });
});
