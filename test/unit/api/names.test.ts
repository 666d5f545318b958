import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from '../../../src/api/limits.ts';
import { decodeUserId, encodeUserId, parseName } from '../../../src/api/names.ts';

describe('a display name', () => {
  it('is trimmed and composed', () => {
    assert.deepEqual(parseName('  Zoe\u0308 '), { name: 'Zoë' });
  });

  it('may be in any language, with emoji and joiners', () => {
    for (const name of ['Ana', '李', 'Ὀδυσσεύς', 'عَلِي', 'क्षि', '👩‍👩‍👧', 'O’Neil', '<b>', 'a\u200Db']) {
      assert.deepEqual(parseName(name), { name: name.normalize('NFC') });
    }
  });

  it('has at most 40 characters and 96 bytes', () => {
    assert.deepEqual(parseName('a'.repeat(MAX_NAME_LENGTH)), { name: 'a'.repeat(MAX_NAME_LENGTH) });
    assert.deepEqual(parseName('a'.repeat(MAX_NAME_LENGTH + 1)), { problem: 'too-long' });
    assert.deepEqual(parseName('名'.repeat(33)), { problem: 'too-long' });
  });

  it('has something visible, and nothing that hides text or changes its direction', () => {
    for (const name of ['', ' ', '\u3000\t', '\u200D', '\uFE0F', '\u0301'])
      assert.deepEqual(parseName(name), { problem: 'empty' });
    for (const char of [
      '\0',
      '\n',
      '\u007f',
      '\u2028',
      '\u202E',
      '\u2066',
      '\u200B',
      '\ud800',
      '\u00AD',
      '\u3164',
      '\u2800',
      '\u{E0061}',
    ]) {
      assert.deepEqual(
        parseName(`a${char}b`),
        { problem: 'forbidden-character' },
        JSON.stringify(char),
      );
    }
  });

  it('survives a token claim, which is short ASCII', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (input) => {
      const parsed = parseName(input);
      fc.pre('name' in parsed);
      const claim = encodeUserId(parsed.name);
      assert.match(claim, /^[\w-]{1,128}$/);
      assert.ok(new TextEncoder().encode(parsed.name).length <= MAX_NAME_BYTES);
      assert.equal(decodeUserId(claim), parsed.name);
      // Parsing again changes nothing, or a renewal could change a name.
      assert.deepEqual(parseName(parsed.name), parsed);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it('is not read from a claim that another application wrote', () => {
    for (const claim of ['', 'Bob Ross', '!!!!', '_w', 'A'.repeat(129), 'AA', 'IA']) {
      assert.equal(decodeUserId(claim), undefined, claim);
    }
    const property = fc.property(fc.string({ unit: 'binary' }), (claim) => {
      const name = decodeUserId(claim);
      if (name !== undefined) assert.deepEqual(parseName(name), { name });
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
