import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { resourceOf, synthesize } from './support/synthesize.ts';

interface Request {
  uri: string;
}

const { code } = resourceOf(synthesize({}).stack('website'), 'aws_cloudfront_function');

/** Runs the deployed text, alone, as CloudFront does. */
function route(uri: string): string {
  const context: { handler?: (event: { request: Request }) => Request } = {};
  runInNewContext(String(code), context);
  if (!context.handler) throw new Error('CloudFront calls a function of the name handler.');
  return context.handler({ request: { uri } }).uri;
}

describe('routes of the single-page app', () => {
  it('are answered by index.html', () => {
    for (const path of ['/', '/room/AbCdEf123456', '/room/x/', '/about']) {
      assert.equal(route(path), '/index.html');
    }
  });

  it('leave files alone, so that a missing one stays an error', () => {
    for (const path of ['/assets/main-ABCDEFGH.js', '/favicon.svg', '/index.html']) {
      assert.equal(route(path), path);
    }
  });
});
