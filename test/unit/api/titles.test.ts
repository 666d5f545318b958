import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTitle } from '../../../src/api/titles.ts';

describe('the title of a room', () => {
  it('is cleaned like a name', () => {
    assert.equal(parseTitle('  Book\u202E club\u0000 \n'), 'Book club');
    assert.equal(parseTitle('Zoe\u0308'), 'Zoë');
  });

  it('is empty if nothing of it can be seen', () => {
    assert.equal(parseTitle(''), '');
    assert.equal(parseTitle(' \u200B\u2060 '), '');
  });

  it('has at most 80 characters as people count them', () => {
    assert.equal(parseTitle('👩‍👩‍👧‍👦'.repeat(80)), '👩‍👩‍👧‍👦'.repeat(80));
    assert.equal(parseTitle('a'.repeat(81)), undefined);
    assert.equal(parseTitle(`${'a'.repeat(79)}${'\u0301'.repeat(3000)}`), undefined);
  });
});
