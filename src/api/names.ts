import { graphemesOf } from './graphemes.ts';
import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from './limits.ts';

// Line breaks, tabs and the blank of Braille.
const SPACES = /[\t-\r\x85\u2028\u2029\u2800]+/gu;

// Invisible characters are removed: controls, bidi marks and overrides, fillers, annotations, halves of surrogate pairs,
// and what decoders write for bytes that they can't read (Cc, Cs, DI and the rest). Three kinds are kept, as $1: the
// tags of a flag such as Scotland's; the selector of a keycap; and a variation selector, a joiner (ZWJ, ZWNJ, Mongolian
// MVS) or one after the other, behind an emoji, a mark or a letter whose script may need it.
const INVISIBLE =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}|[#*0-9]\uFE0F\u20E3|(?!\p{DI}|\p{sc=Latn}|\p{sc=Grek}|\p{sc=Cyrl})[\p{L}\p{M}\p{ExtPict}\p{EMod}](?:\p{VS}[\u180E\u200C-\u200D]?|[\u180E\u200C-\u200D]))|[\p{Cc}\p{Cs}\p{DI}\uFFF9-\uFFFB\uFFFD]/gu;

// No script puts more than eight on a letter. More would reach into the lines above and below.
const EXCESS_MARKS = /((?:\p{M}[\u200C-\u200D]?){8})(?:\p{M}[\u200C-\u200D]?)+/gu;

/** White space at both ends, and marks that have no letter. */
const ENDS = /^[\s\p{M}\u180E\u200C-\u200D]+|\s+$/gu;

/** Whether a text that was cleaned has anything to be seen. */
export const isVisible = (text: string): boolean => /[^\p{DI}\p{Z}\p{M}]/u.test(text);

/** Why a name can't be used. */
export type NameProblem = 'empty' | 'too-long';

/**
 * Cleans and checks a display name: 1 to 40 characters as people count them, of any script. What can't be seen is
 * removed rather than refused, since people don't know that they pasted it.
 * @returns the name as it is shown, or the reason why it can't be used.
 */
export function parseName(input: string): { name: string } | { problem: NameProblem } {
  // UTF-16 units are never more than bytes, and counting them first bounds the work.
  if (input.length > MAX_NAME_BYTES) return { problem: 'too-long' };
  const name = cleanName(input);
  if (!isVisible(name)) return { problem: 'empty' };
  if (byteLength(name) > MAX_NAME_BYTES) return { problem: 'too-long' };
  if (graphemesOf(name).length > MAX_NAME_LENGTH) return { problem: 'too-long' };
  return { name };
}

/** Removes what can't be seen of a text that people show to each other, and composes the rest. */
export function cleanName(input: string): string {
  const name = input
    .replace(SPACES, ' ')
    .replace(INVISIBLE, '$1')
    .normalize('NFC')
    .replace(EXCESS_MARKS, '$1')
    .replace(ENDS, '');
  // What is composed or removed changes what is beside it: a joiner behind a mark is then behind a Latin letter.
  return name === input ? name : cleanName(name);
}

/** Bytes of UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
