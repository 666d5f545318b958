// What can follow the first character of a grapheme: marks (with the vowels AM of Thai and Lao, which are letters by
// category), skin tones, joiners, flag tags, and the vowels and final consonants of Hangul.
const EXTEND =
  '[\\p{M}\\p{EMod}\\u0E33\\u0EB3\\u200C-\\u200D\\uFF9E\\uFF9F\\u{E0020}-\\u{E007F}\\u1160-\\u11FF\\uD7B0-\\uD7FF]';
// The viramas that join consonants in Devanagari, Bengali, Gujarati, Oriya, Telugu and Malayalam.
const VIRAMA = '[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D]';

const GRAPHEME = new RegExp(
  [
    `\\p{RI}{2}${EXTEND}*`,
    `\\p{ExtPict}(?:${EXTEND}*\\u200D\\p{ExtPict})*${EXTEND}*`,
    `[\\u1100-\\u115F\\uA960-\\uA97F]*.(?:${EXTEND}*${VIRAMA}${EXTEND}*\\p{L})*${EXTEND}*`,
  ].join('|'),
  'gsu',
);

let segmenter: Intl.Segmenter | undefined;

/** Splits text into what people count as characters: an emoji or a flag is one, however many code points it has. */
export function graphemesOf(text: string): string[] {
  // Firefox has it from 125; making one takes milliseconds.
  if (!('Segmenter' in Intl)) return approximateGraphemes(text);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** {@link graphemesOf} without `Intl.Segmenter`: the same for the names that people have. */
export const approximateGraphemes = (text: string): string[] => text.match(GRAPHEME) ?? [];
