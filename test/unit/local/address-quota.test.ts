import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AddressQuota } from '../../../src/local/gateway/address-quota.ts';

describe('what each address may do in a minute', () => {
  it('is limited for each address by itself, until the minute is over', () => {
    const quota = new AddressQuota(2);
    const admitted = (address: string, now: number) => quota.admits(address, now);
    assert.deepEqual(
      [admitted('a', 0), admitted('a', 1), admitted('a', 2), admitted('b', 59_999)],
      [true, true, false, true],
    );
    assert.equal(admitted('a', 59_999), false);
    assert.deepEqual([admitted('a', 60_000), admitted('a', 60_001)], [true, true]);
    assert.equal(admitted('a', 60_002), false);
  });
});
