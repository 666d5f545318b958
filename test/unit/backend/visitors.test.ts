import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newParticipantId, visitorOf, visitorTag } from '../../../src/backend/people/visitors.ts';

const room = { visitorSecret: 'one' };
const KEY = 'A'.repeat(43);

describe('the id of a participant', () => {
  it('tells whose it is to who knows the secret of the room', () => {
    const tag = visitorTag(room, KEY);
    const ids = [1, 2, 3].map(() => newParticipantId(room, tag));
    assert.deepEqual(new Set(ids.map((id) => visitorOf(room, id))), new Set([tag]));
    assert.notEqual(visitorOf({ visitorSecret: 'other' }, ids[0] ?? ''), tag);
  });

  it('shows nobody else that two are of one visitor', () => {
    const tag = visitorTag(room, KEY);
    const ids = Array.from({ length: 500 }, () => newParticipantId(room, tag));
    assert.equal(new Set(ids).size, ids.length);
    // Every half of an id is as varied as the ids: nothing of the tag shows through.
    for (const half of [ids.map((id) => id.slice(0, 16)), ids.map((id) => id.slice(16))]) {
      assert.equal(new Set(half).size, ids.length);
    }
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
  });

  it('is nobody’s if there is no visitor key, if it is made up, or of an older version', () => {
    const [a, b] = [newParticipantId(room), newParticipantId(room)];
    assert.notEqual(visitorOf(room, a), visitorOf(room, b));
    assert.notEqual(visitorOf(room, '0'.repeat(32)), visitorTag(room, KEY));
    assert.equal(visitorOf(room, 'AbCdEfGhIjKlMnOp'), undefined);
  });

  it('has another tag for the same visitor in another room', () => {
    assert.notEqual(visitorTag(room, KEY), visitorTag({ visitorSecret: 'other' }, KEY));
  });
});
