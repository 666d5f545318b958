import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { resourceOf, synthesize } from './support/synthesize.ts';

interface Request {
  uri: string;
}

const { code } = resourceOf(synthesize({}).stack('website'), 'aws_cloudfront_function');

/** Runs the deployed source on its own, as CloudFront does. */
function route(uri: string): string {
  const context: { handler?: (event: { request: Request }) => Request } = {};
  runInNewContext(String(code), context);
  if (!context.handler)
    throw new Error('There is no function named handler, which CloudFront calls.');
  return context.handler({ request: { uri } }).uri;
}

describe('routes of the single-page app', () => {
  it('are answered by index.html', () => {
    for (const path of ['/', '/room/AbCdEf123456', '/room/x/', '/about']) {
      assert.equal(route(path), '/index.html');
    }
  });

  it('do not include files, so that a missing file remains an error', () => {
    for (const path of ['/assets/main-ABCDEFGH.js', '/favicon.svg', '/index.html']) {
      assert.equal(route(path), path);
    }
  });
});
