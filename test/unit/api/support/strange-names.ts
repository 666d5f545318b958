import fc from 'fast-check';

/** One character each, as people count them. */
export const characters = [
  'a',
  'ñ',
  'ю',
  '名',
  '한',
  'ש\u05B8\u05C1',
  'عَ',
  'น้ำ',
  'ที่',
  'क्षि',
  'শ্রী',
  'മ്മ',
  'తె',
  'g\u0303\u0331',
  '葛\u{E0100}',
  '🙂',
  '❤️',
  '👍🏽',
  '🇪🇸',
  '🏳️‍🌈',
  '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  '👩‍👩‍👧‍👦',
  '👩🏽‍❤️‍💋‍👨🏿',
  '3️⃣',
] as const;

const invisible = [
  '\u200D',
  '\u200C',
  '\uFE0F',
  '\u200B',
  '\u202E',
  '\u061C',
  '\u180E',
  '\u034F',
  '\u{E0067}',
  '\ud83d',
  '\0',
  '\n',
  '\uFFFD',
];

/** What somebody could type, paste or send: names of every script, and what is made to break a name. */
export const strangeNames = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...characters,
        ...invisible,
        ' ',
        '\u0301',
        '\u094D',
        '🏴',
        '\u1100',
        '\u1175',
      ),
      {
        maxLength: 60,
      },
    )
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
