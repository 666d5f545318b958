import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ApiKey } from '../../../src/local/gateway/api-key.ts';

const KEY = 'a-key-of-twenty-characters';
const DAY_MS = 86_400_000;

describe('an API key', () => {
  it('admits nobody without it, however the header looks', () => {
    const apiKey = new ApiKey({ key: KEY });
    const almost = fc.constantFrom(KEY.toUpperCase(), `${KEY} `, KEY.slice(1), `${KEY},${KEY}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), almost, fc.constant(KEY))), (keys) => {
        const right = keys.length === 1 && keys[0] === KEY;
        assert.equal(apiKey.refuses(keys, 0), right ? undefined : 'key');
      }),
    );
  });

  it('admits at most its quota in each day of UTC, and wrong keys use none of it', () => {
    const request = fc.record({
      wait: fc.integer({ min: 0, max: DAY_MS / 4 }),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request), fc.integer({ min: 1, max: 4 }), (requests, perDay) => {
        const apiKey = new ApiKey({ key: KEY, perDay });
        const right = new Map<number, number>();
        let now = 1e12;
        for (const one of requests) {
          now += one.wait;
          const day = Math.floor(now / DAY_MS);
          if (!one.right) {
            assert.equal(apiKey.refuses(['wrong'], now), 'key');
            continue;
          }
          const before = right.get(day) ?? 0;
          right.set(day, before + 1);
          assert.equal(apiKey.refuses([KEY], now), before < perDay ? undefined : 'quota');
        }
      }),
    );
  });
});
