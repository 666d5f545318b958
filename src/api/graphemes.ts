// A flag or a character, and what belongs to it: emoji behind a joiner; in Devanagari, Bengali, Gujarati, Oriya, Telugu
// and Malayalam, letters behind a virama; marks (with the vowels AM of Thai and Lao, which are letters by category), skin
// tones, joiners and flag tags.
const GRAPHEME =
  /(?:\p{RI}{2}|.)(?:\u200D\p{ExtPict}|[\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D]\p{M}*\u200D?\p{L}|[\p{M}\p{EMod}\u0E33\u0EB3\u200C-\u200D\u{E0020}-\u{E007F}])*/gsu;

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
