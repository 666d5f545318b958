import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import {
  emptyPresence,
  MAX_LEFT,
  MAX_ON_STAGE,
  onStage,
  staleAfterMs,
  withFacts,
  type SpeakerFact,
} from '../../../src/backend/rooms/presence.ts';
import type { Item } from '../../../src/backend/aws/dynamodb-item.ts';
import { fromItem, toItem } from '../../../src/backend/rooms/room-item.ts';
import { roomOf } from './support/rooms.ts';

const joined = (participantId: string, at: number, name = participantId): SpeakerFact => ({
  participantId,
  state: { on: true, at, name },
});
const left = (participantId: string, at: number): SpeakerFact => ({
  participantId,
  state: { on: false, at },
});
const idsOf = (facts: readonly SpeakerFact[]) =>
  onStage(withFacts(emptyPresence, facts)).map(({ id }) => id);

/** The size of a value as DynamoDB counts it: text in UTF-8, two digits a byte, 3 bytes for a list or map and 1 per entry. */
function bytesOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.L) return 3 + value.L.reduce((sum, entry) => sum + 1 + bytesOf(entry), 0);
  if (value.M) return 3 + Object.keys(value.M).length + bytesOfItem(value.M);
  return 1;
}
const bytesOfItem = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + name.length + bytesOf(value), 0);

const fact = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    at: fc.integer({ min: 1, max: 9 }),
    on: fc.boolean(),
  })
  .map(({ id, at, on }) => (on ? joined(id, at) : left(id, at)));

describe('presence', () => {
  it('lists speakers in order of arrival', () => {
    assert.deepEqual(idsOf([joined('b', 2), joined('a', 1)]), ['a', 'b']);
  });

  it('keeps the newest fact, whatever the order', () => {
    assert.deepEqual(idsOf([left('a', 2), joined('a', 1)]), []);
    assert.deepEqual(idsOf([joined('a', 3), joined('a', 1), left('a', 2)]), ['a']);
  });

  it('prefers "on stage" to "left" at the same microsecond', () => {
    assert.deepEqual(idsOf([joined('a', 1), left('a', 1)]), ['a']);
    assert.deepEqual(idsOf([left('a', 1), joined('a', 1)]), ['a']);
  });

  it('is the same object if no fact is new', () => {
    const known = withFacts(emptyPresence, [joined('a', 2)]);
    assert.equal(withFacts(known, [joined('a', 2), joined('a', 1), left('a', 1)]), known);
  });

  it('ends the same in any order, with any duplicates, in any batches', () => {
    const property = fc.property(
      fc
        .array(fact, { maxLength: 30 })
        .chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
      ([facts, shuffled, size]) => {
        let presence = emptyPresence;
        for (let i = 0; i < shuffled.length; i += size) {
          presence = withFacts(presence, shuffled.slice(i, i + size));
        }
        assert.deepEqual(onStage(presence), onStage(withFacts(emptyPresence, facts)));
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  it('is read from the table as it was written', () => {
    const presence = {
      ...withFacts(emptyPresence, [
        joined('__proto__', 5, 'Zoë 🎧'),
        left('b', 1_795_376_856_123_456),
      ]),
      listeners: 7,
      countedAt: 1_795_376_856_123,
    };
    assert.deepEqual(fromItem(toItem(roomOf('R', { presence }))).presence, presence);
  });

  it('keeps the item below 30 KB over 100,000 joins and leaves with the longest names and ids', () => {
    const name = '👩‍👩‍👧‍👦'.repeat(30); // 750 bytes, the most that a token's attributes carry
    let presence = emptyPresence;
    let largest = 0;
    for (let i = 0; i < 100_000; i++) {
      const id = `${i}`.padStart(64, 'x');
      const at = 1_795_376_856_000_000 + i * 1000;
      const gone = left(`${i - 30}`.padStart(64, 'x'), at + 1);
      presence = withFacts(presence, [joined(id, at, name), gone]);
      if (i % 1000 === 0)
        largest = Math.max(largest, bytesOfItem(toItem(roomOf('R'.repeat(64), { presence }))));
    }
    assert.ok(largest < 30_000, `${largest} bytes`);
    assert.equal(presence.speakers.size, MAX_ON_STAGE + MAX_LEFT);
  });

  it('does not bring back a participant that it has dropped', () => {
    const many = Array.from({ length: MAX_LEFT + 1 }, (_, i) => left(`p${i}`, i + 10));
    const presence = withFacts(emptyPresence, many);
    assert.equal(withFacts(presence, [joined('p0', 9)]), presence);
    assert.deepEqual(onStage(withFacts(presence, [joined('new', 11)])), [
      { id: 'new', name: 'new' },
    ]);
  });

  it('is stale after 10 s, and later the more people listen', () => {
    assert.equal(staleAfterMs(emptyPresence), 10_000);
    assert.equal(staleAfterMs({ ...emptyPresence, listeners: 10_000 }), 200_000);
  });
});
