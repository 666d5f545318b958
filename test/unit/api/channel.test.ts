import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cutName,
  cutTitle,
  MAX_REACTION_COUNT,
  parseChannelEvent,
  parseMessage,
  parseReactions,
  reactionKinds,
} from '../../../src/api/channel.ts';
import { MAX_MESSAGE_CODE_POINTS, MAX_MESSAGE_LENGTH } from '../../../src/api/limits.ts';
import { graphemesOf } from '../../../src/api/graphemes.ts';
import { byteLength } from '../../../src/api/names.ts';

const FAMILY = '👩‍👩‍👧‍👦';

describe('a name in the channel', () => {
  it('keeps what fits into 256 bytes, and is cut at the end of a character', () => {
    assert.equal(cutName('Ada'), 'Ada');
    assert.equal(cutName(FAMILY.repeat(40)), FAMILY.repeat(10));
    assert.equal(cutName('ж'.repeat(200)), 'ж'.repeat(128));
  });

  it('is cut within a character that alone is too long', () => {
    const name = `${'क्'.repeat(300)}क`;
    assert.ok(cutName(name).length > 50);
    assert.ok(name.startsWith(cutName(name)));
  });

  it('is never longer than 256 bytes, and a title never longer than 768, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        assert.ok(byteLength(cutName(text)) <= 256);
        assert.ok(byteLength(cutTitle(text)) <= 768);
        assert.ok(text.startsWith(cutName(text)));
      }),
    );
  });
});

describe('a message', () => {
  it('is trimmed, cleaned line by line, and keeps at most one empty line', () => {
    const input = '  Hi\u202E all\u0000 \r\n\r\n\r\n\n\tBye ';
    assert.deepEqual(parseMessage(input), { text: 'Hi all\n\nBye' });
  });

  it('has at most 280 characters as people count them, and 500 code points', () => {
    assert.deepEqual(parseMessage('é'.repeat(280)), { text: 'é'.repeat(280) });
    assert.deepEqual(parseMessage('a'.repeat(281)), { problem: 'too-long' });
    assert.deepEqual(parseMessage(FAMILY.repeat(71)), { text: FAMILY.repeat(71) });
    assert.deepEqual(parseMessage(FAMILY.repeat(72)), { problem: 'too-long' });
  });

  it('is none if nothing of it can be seen', () => {
    for (const empty of ['', '  \n\n ', '\u200B\u2060', '\u0301']) {
      assert.deepEqual(parseMessage(empty), { problem: 'empty' });
    }
  });

  it('is the same when it is checked again, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (input) => {
        const parsed = parseMessage(input);
        if (!('text' in parsed)) return;
        assert.deepEqual(parseMessage(parsed.text), parsed);
        assert.ok(graphemesOf(parsed.text).length <= MAX_MESSAGE_LENGTH);
        assert.ok(Array.from(parsed.text).length <= MAX_MESSAGE_CODE_POINTS);
      }),
    );
  });
});

describe('reactions', () => {
  it('are read with their counts', () => {
    assert.deepEqual(parseReactions('{"clap":3,"heart":1}'), { clap: 3, heart: 1 });
    assert.deepEqual(parseReactions('{"thumbs-up":10}'), { 'thumbs-up': 10 });
  });

  it('leave out what is none', () => {
    const content = '{"clap":11,"heart":0,"laugh":1.5,"wow":"2","party":2,"x":1}';
    assert.deepEqual(parseReactions(content), { party: 2 });
    for (const none of ['', '{}', '[]', 'null', '3', '{"__proto__":{"clap":1}}', '{"clap":1e99}']) {
      assert.equal(parseReactions(none), undefined);
    }
  });

  it('are never anything but known kinds with counts of 1 to 10', () => {
    fc.assert(
      fc.property(fc.json(), (content) => {
        for (const [kind, count] of Object.entries(parseReactions(content) ?? {})) {
          assert.ok(reactionKinds.some((known) => known === kind));
          assert.ok(Number.isInteger(count) && count >= 1 && count <= MAX_REACTION_COUNT);
        }
      }),
    );
  });
});

describe('an event of the channel', () => {
  const id = 'aBcDeFgHiJkLmNoP';
  const askedAt = '2026-01-02T03:04:05.678Z';

  it('is read with its version and the attributes that it has', () => {
    assert.deepEqual(parseChannelEvent('mute-asked', { version: '7', id, askedAt, more: 'x' }), {
      name: 'mute-asked',
      version: 7,
      attributes: { id, askedAt },
    });
    assert.deepEqual(parseChannelEvent('hands-lowered', { version: '8' }), {
      name: 'hands-lowered',
      version: 8,
      attributes: {},
    });
  });

  it('is none if an attribute is missing or wrong, or nobody knows its name', () => {
    const none: [string, Record<string, unknown>?][] = [
      ['hand-raised'],
      ['invited', { id }],
      ['invited', { id, version: '-1' }],
      ['invited', { id, version: 7 }],
      ['invited', { version: '7' }],
      ['invited', { version: '7', id: '<img src=x>' }],
      ['mute-asked', { version: '7', id, askedAt: 'now' }],
      ['mute-asked', { version: '7', id, askedAt, byName: 'x'.repeat(257) }],
      ['room-changed', { version: '7', title: '', stage: 'open', locked: 'yes', chat: 'all' }],
      ['toString', { version: '7' }],
      ['__proto__', { version: '7' }],
    ];
    for (const [name, attributes] of none)
      assert.equal(parseChannelEvent(name, attributes), undefined);
  });
});
