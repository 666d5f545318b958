import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { approximateGraphemes, graphemesOf } from '../../../src/api/graphemes.ts';
import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from '../../../src/api/limits.ts';
import { byteLength, parseName } from '../../../src/api/names.ts';
import { characters, strangeNames } from './support/strange-names.ts';

describe('a display name', () => {
  it('is trimmed and composed', () => {
    assert.deepEqual(parseName('  Zoe\u0308 '), { name: 'Zoë' });
  });

  it('may be in any script, with emoji, flags, joiners and variation selectors', () => {
    const names = [
      'Ana',
      '李',
      'Ὀδυσσεύς',
      'عَلِي',
      'می‌خواهم',
      'क्षि',
      'അനില്‍',
      'ශ්‍රී',
      'น้ำทิพย์',
      'འབྲུག',
      '葛󠄀城',
      'ᠰᠠᠷᠠᠨ᠎ᠠ',
    ];
    for (const name of [...names, ...characters, 'O’Neil', '<b>', '🏴‍☠️ Jack', '1️⃣st']) {
      assert.deepEqual(parseName(name), { name: name.normalize('NFC') });
    }
  });

  it('has at most 40 characters as people count them', () => {
    for (const character of characters) {
      const longest = character.repeat(MAX_NAME_LENGTH).normalize('NFC');
      assert.deepEqual(parseName(longest), { name: longest }, character);
      assert.deepEqual(parseName(longest + character), { problem: 'too-long' }, character);
    }
  });

  it('has a bounded size, however many code points its characters have', () => {
    for (const character of [
      `👩${'\u200D👩'.repeat(300)}`,
      `क${'्क'.repeat(300)}`,
      'ᄀ'.repeat(600),
      'x'.repeat(1_000_000),
    ]) {
      assert.deepEqual(parseName(character), { problem: 'too-long' });
    }
  });

  it('loses what nobody sees', () => {
    const pairs = {
      '\u202Eadmin': 'admin',
      'A\u200Bn\u00ADa\u2060': 'Ana',
      '\uFEFFAna\0\u007F': 'Ana',
      'مريم\u200F (Ana)': 'مريم (Ana)',
      'A\u200Dna\uFE0F': 'Ana',
      'Ana\u{E0061}\u{E0062}': 'Ana',
      '👍\uFE0F\uFE0F\u{E0100}': '👍\uFE0F',
      'Ana\ud800': 'Ana',
      '\u0301Ana': 'Ana',
      'Ana\uFFFD': 'Ana',
      'Ana\r\n\tBo\u2028': 'Ana Bo',
    };
    for (const [typed, name] of Object.entries(pairs)) assert.deepEqual(parseName(typed), { name });
  });

  it('loses the marks above eight on a letter', () => {
    const marks = (count: number) => '\u0315'.repeat(count);
    assert.deepEqual(parseName(`Z${marks(60)}algo`), { name: `Z${marks(8)}algo` });
  });

  it('has something visible', () => {
    for (const name of [
      '',
      ' ',
      '\u3000\t',
      '\u200D',
      '\uFE0F',
      '\u0301',
      '\u2800',
      '\u3164',
      '\u202E',
    ])
      assert.deepEqual(parseName(name), { problem: 'empty' });
  });

  it('is bounded, and the same when it is checked again, whatever is typed', () => {
    const property = fc.property(strangeNames, (input) => {
      const parsed = parseName(input);
      fc.pre('name' in parsed);
      const { name } = parsed;
      assert.deepEqual(parseName(name), parsed);
      assert.ok(byteLength(name) <= MAX_NAME_BYTES);
      assert.ok(graphemesOf(name).length <= MAX_NAME_LENGTH);
      assert.equal(name, name.normalize('NFC').trim());
      assert.doesNotMatch(name, /\p{Cs}/u);
      assert.doesNotMatch(name, /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
    });
    // Found by chance: a joiner behind a mark that becomes part of a Latin letter.
    fc.assert(property, { numRuns: 5000, examples: [['a\u0301\u200D'], ['a\u200B\u0301\u200D']] });
  });
});

describe('graphemes without Intl.Segmenter', () => {
  it('are the same in the names that people have', () => {
    const words = fc.array(fc.constantFrom(...characters, ' '), { maxLength: 40 });
    const property = fc.property(words, (pieces) => {
      const text = pieces.join('').normalize('NFC');
      assert.deepEqual(approximateGraphemes(text), graphemesOf(text));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('are used where a browser has none', () => {
    const { Segmenter } = Intl;
    try {
      Reflect.deleteProperty(Intl, 'Segmenter');
      const name = '🏴󠁧󠁢󠁳󠁣󠁴󠁿'.repeat(MAX_NAME_LENGTH);
      assert.deepEqual(parseName(name), { name });
      assert.deepEqual(parseName(`${name}!`), { problem: 'too-long' });
    } finally {
      Object.assign(Intl, { Segmenter });
    }
  });
});
