/** How one person looks: the same id is the same face in every browser. */
export interface Face {
  /** Degrees on the colour wheel. */
  readonly hue: number;
  /** Lightness of the colour, 0 to 1: yellow is only yellow while it is light, blue only while it is not. */
  readonly light: number;
  readonly tone: 'light' | 'bright' | 'deep';
  readonly eyes: 'dots' | 'wide' | 'happy' | 'sleepy' | 'wink';
  readonly mouth: 'smile' | 'grin' | 'open' | 'smirk' | 'cat';
  readonly extra: 'none' | 'cheeks' | 'glasses' | 'tuft' | 'freckles' | 'antenna' | 'brows';
  /** Where the head sits behind the round window, in hundredths of its width. */
  readonly x: number;
  readonly y: number;
  /** Degrees. */
  readonly tilt: number;
}

const tones = ['light', 'bright', 'deep'] as const;
const eyes = ['dots', 'wide', 'happy', 'sleepy', 'wink', 'dots'] as const;
const mouths = ['smile', 'grin', 'open', 'smirk', 'cat', 'grin'] as const;
const extras = ['none', 'cheeks', 'glasses', 'tuft', 'freckles', 'antenna', 'brows'] as const;

/** FNV-1a over UTF-16 units, then a mixer: ids that differ in one character look nothing alike. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function* randoms(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }
}

/** The face for a participant id, drawn from about a hundred thousand that can be told apart. */
export function faceOf(id: string): Face {
  const random = randoms(seedOf(id));
  const next = (): number => random.next().value;
  const pick = <T>(choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(next() * choices.length)] ?? choices[0];
  const hue = Math.floor(next() * 360);
  return {
    hue,
    light: Math.round((0.64 + 0.16 * Math.exp(-(((hue - 92) / 38) ** 2))) * 100) / 100,
    tone: pick(tones),
    eyes: pick(eyes),
    mouth: pick(mouths),
    extra: pick(extras),
    x: Math.round(next() * 20 - 10),
    y: Math.round(next() * 8 + 2),
    tilt: Math.round(next() * 24 - 12),
  };
}
