import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idleCosts, total } from '../../../scripts/operator/costs.ts';
import { diagnose } from '../../../scripts/operator/diagnosis.ts';
import type { Inventory } from '../../../scripts/operator/inventory.ts';

const key = { arn: 'arn:key', deployment: 'production', createdAt: 1_000_000 };
const stage = { arn: 'arn:stage', deployment: 'production' };

const healthy: Inventory = {
  stages: [stage],
  publicKeys: [key],
  rooms: { all: 1, overdue: 0 },
  deadLetters: 0,
  tagged: [],
  untagged: [],
};

const of = (changes: Partial<Inventory>, deployed = true) =>
  diagnose({
    environment: 'production',
    deployed,
    inventory: { ...healthy, ...changes },
    now: 1_000_000 + 3 * 86_400,
  });

describe('diagnosis', () => {
  it('finds nothing wrong with a healthy deployment', () => {
    const { lines, healthy: fine } = of({});
    assert.ok(fine, lines.join('\n'));
    assert.ok(lines.includes('Public keys: 1 of 3, the newest is 3 days old'));
  });

  const wrong: readonly [what: string, changes: Partial<Inventory>, line: RegExp][] = [
    [
      'rooms past their end',
      { rooms: { all: 2, overdue: 1 } },
      /1 room past the end time.*expire-rooms/,
    ],
    ['stages without a room', { stages: Array.from({ length: 9 }, () => stage) }, /more stages/],
    ['a missing table', { rooms: undefined }, /table is missing/],
    ['no public key', { publicKeys: [] }, /nobody can join/],
    ['dead letters', { deadLetters: 3 }, /Dead letters: 3/],
    [
      'what it was not allowed to read',
      { stages: { unknown: 'not allowed' } },
      /unknown\. not allowed/,
    ],
  ];
  for (const [what, changes, line] of wrong) {
    it(`finds ${what}`, () => {
      const { lines, healthy: fine } = of(changes);
      assert.equal(fine, false);
      assert.ok(
        lines.some((one) => one.startsWith('!') && line.test(one)),
        lines.join('\n'),
      );
    });
  }

  it('lists each stage, key and table that a destroy left', () => {
    const { lines, healthy: fine } = of({}, false);
    assert.equal(fine, false);
    for (const left of ['! Stage: arn:stage', '! Public key: arn:key', '! Table: with 1 room']) {
      assert.ok(lines.includes(left), lines.join('\n'));
    }
  });

  it('ignores a KMS key that is pending deletion after a destroy', () => {
    const nothing = { stages: [], publicKeys: [], rooms: undefined };
    assert.ok(of({ ...nothing, tagged: ['arn:aws:kms:us-east-1:1:key/k'] }, false).healthy);
    assert.ok(!of({ ...nothing, tagged: ['arn:aws:sqs:us-east-1:1:q'] }, false).healthy);
  });
});

describe('idle costs', () => {
  it('are those of the KMS key and the secret, because alarms, metrics and the dashboard are within the free amounts', () => {
    const lines = idleCosts({
      kmsKeys: 1,
      secrets: 1,
      alarms: 8,
      dashboards: 1,
      webAcls: 0,
      customMetrics: 2,
    });
    assert.equal(total(lines).toFixed(2), '1.40');
  });

  it('include alarms beyond the ten free ones', () => {
    const lines = idleCosts({
      kmsKeys: 0,
      secrets: 0,
      alarms: 16,
      dashboards: 0,
      webAcls: 0,
      customMetrics: 0,
    });
    assert.equal(total(lines).toFixed(2), '0.60');
  });
});
