import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { graphemesOf } from '../../../src/api/graphemes.ts';
import { decodeName, encodeName, encodeUserId, isShortened } from '../../../src/api/name-claims.ts';
import { parseName } from '../../../src/api/names.ts';
import { characters, strangeNames } from './support/strange-names.ts';

describe('a name in the claims of a token', () => {
  it('is in user_id alone if it fits, and else whole in the attributes', () => {
    assert.deepEqual(encodeName('Zoë 🎧'), { user_id: 'Wm_DqyDwn46n', attributes: {} });
    const long = 'น้ำ'.repeat(40); // 360 bytes
    const { user_id, attributes } = encodeName(long);
    assert.equal(decodeName(user_id, attributes), long);
    assert.equal(decodeName(user_id), `${'น้ำ'.repeat(10)}…`);
  });

  it('is cut between characters where even the attributes have no room', () => {
    const { user_id, attributes } = encodeName('👩🏽‍❤️‍💋‍👨🏿'.repeat(40));
    assert.equal(decodeName(user_id, attributes), `${'👩🏽‍❤️‍💋‍👨🏿'.repeat(21)}…`);
  });

  it('is short ASCII, and its beginning comes back, whatever it is', () => {
    const names = fc.oneof(
      strangeNames,
      fc.tuple(fc.constantFrom(...characters), fc.nat(40)).map(([one, times]) => one.repeat(times)),
    );
    const property = fc.property(names, (input) => {
      const parsed = parseName(input);
      fc.pre('name' in parsed);
      const { name } = parsed;
      const { user_id, attributes } = encodeName(name);
      assert.match(user_id, /^[\w-]{1,128}$/);
      assert.match(attributes.name ?? '_', /^[\w-]{1,1000}$/);
      for (const seen of [decodeName(user_id), decodeName(user_id, attributes)]) {
        assert.ok(seen !== undefined);
        if (seen === name) continue;
        assert.ok(isShortened(seen));
        assert.ok(name.startsWith(seen.slice(0, -1)));
        assert.ok(graphemesOf(seen).length <= 40);
      }
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('is not completed by attributes of another name', () => {
    const { user_id } = encodeName('名'.repeat(40));
    const short = `${'名'.repeat(31)}…`;
    assert.equal(decodeName(user_id, encodeName('X'.repeat(40)).attributes), short);
    assert.equal(decodeName(user_id, { name: encodeUserId('Bob') }), short);
    assert.equal(decodeName(user_id, { name: 5 }), short);
  });

  it('is not read from a claim that another application wrote', () => {
    for (const claim of ['', 'Bob Ross', '!!!!', '_w', 'A'.repeat(129), 'AA', 'IA']) {
      assert.equal(decodeName(claim), undefined, claim);
    }
    const property = fc.property(fc.string({ unit: 'binary' }), (claim) => {
      const name = decodeName(claim);
      if (name !== undefined) assert.deepEqual(parseName(name), { name });
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
