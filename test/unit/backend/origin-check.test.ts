import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { requireAllowedOrigin } from '../../../src/backend/http/origin-check.ts';
import { ProblemError } from '../../../src/backend/http/problem-errors.ts';

const allowed = ['https://shop.example', 'http://localhost:5173'];

function isRefused(headers: unknown, origins: readonly string[] = allowed): boolean {
  try {
    requireAllowedOrigin({ headers }, origins);
    return false;
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, 'ORIGIN_REFUSED');
    return true;
  }
}

describe('the check of a page’s origin', () => {
  it('admits listed pages, programs without a browser, and pages of the API’s own host', () => {
    assert.ok(!isRefused({ Origin: 'https://shop.example' }));
    assert.ok(!isRefused({ origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' }));
    for (const headers of [undefined, null, {}, { host: 'x' }]) assert.ok(!isRefused(headers));
    assert.ok(!isRefused({ Origin: 'https://rooms.example', 'Sec-Fetch-Site': 'same-origin' }));
  });

  it('refuses other pages, also those that look alike, are sandboxed, or on the same site', () => {
    for (const origin of [
      'https://evil.example',
      'https://shop.example.evil.example',
      'http://shop.example',
      'https://shop.example:8443',
      'https://SHOP.example',
      'https://shop.example, https://evil.example',
      'null',
      '',
    ]) {
      assert.ok(isRefused({ origin }), origin);
      assert.ok(isRefused({ origin, 'sec-fetch-site': 'same-site' }), origin);
    }
  });

  it('admits no origin but the listed ones, whatever a page’s browser sends', () => {
    const origin = fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom(...allowed));
    const site = fc.constantFrom('cross-site', 'same-site', 'none');
    fc.assert(
      fc.property(origin, site, (Origin, fetchSite) => {
        const refused = isRefused({ Origin, 'Sec-Fetch-Site': fetchSite });
        assert.equal(refused, !allowed.includes(Origin));
        assert.ok(!isRefused({ Origin, 'Sec-Fetch-Site': fetchSite }, ['*']));
      }),
    );
  });
});
