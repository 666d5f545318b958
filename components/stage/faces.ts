/** A participant's face. The same id has the same face in every browser. */
export interface Face {
  /** The tile's colour as the parts of `oklch()`: lightness, chroma, degrees on the colour wheel. */
  readonly color: Color;
  /** The head's hue, in degrees on the colour wheel. */
  readonly hue: number;
  readonly tone: 'light' | 'bright' | 'deep';
  readonly eyes: 'dots' | 'wide' | 'happy' | 'sleepy' | 'wink';
  readonly mouth: 'smile' | 'grin' | 'open' | 'smirk' | 'cat';
  readonly extra: 'none' | 'cheeks' | 'glasses' | 'tuft' | 'freckles' | 'antenna' | 'brows';
  /** The position of the head in its round window, in hundredths of the window's width. */
  readonly x: number;
  readonly y: number;
  /** Degrees. */
  readonly tilt: number;
}

export type Color = readonly [lightness: number, chroma: number, hue: number];

// With arbitrary hues, some colours would be too much alike. Any two of these are at least 0.08 apart in OKLab, four times
// the difference that an eye can see side by side.
export const tileColors: readonly [Color, ...Color[]] = [
  [0.85, 0.16, 92],
  [0.83, 0.18, 122],
  [0.84, 0.13, 160],
  [0.82, 0.12, 197],
  [0.79, 0.11, 238],
  [0.8, 0.1, 290],
  [0.81, 0.12, 345],
  [0.8, 0.12, 45],
  [0.72, 0.16, 62],
  [0.67, 0.19, 40],
  [0.63, 0.21, 17],
  [0.66, 0.21, 350],
  [0.64, 0.22, 323],
  [0.63, 0.2, 301],
  [0.58, 0.2, 277],
  [0.65, 0.16, 250],
  [0.69, 0.115, 192],
  [0.7, 0.18, 145],
  [0.53, 0.16, 32],
  [0.55, 0.13, 138],
  [0.53, 0.09, 190],
  [0.51, 0.16, 257],
  [0.52, 0.2, 340],
  [0.56, 0.11, 78],
];

// The distance of the head's hue from that of its tile, in degrees.
const turns = [0, 60, 140, 210, 300] as const;
const tones = ['light', 'bright', 'deep'] as const;
const eyes = ['dots', 'wide', 'happy', 'sleepy', 'wink', 'dots'] as const;
const mouths = ['smile', 'grin', 'open', 'smirk', 'cat', 'grin'] as const;
const extras = ['none', 'cheeks', 'glasses', 'tuft', 'freckles', 'antenna', 'brows'] as const;

/** FNV-1a over UTF-16 code units. The mixer below makes the faces of similar ids look nothing alike. */
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

/** The face of a participant: one of 360 combinations of colours and 175 of features. */
export function faceOf(id: string): Face {
  const random = randoms(seedOf(id));
  const next = (): number => random.next().value;
  const pick = <T>(choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(next() * choices.length)] ?? choices[0];
  const color = pick(tileColors);
  return {
    color,
    hue: (color[2] + pick(turns)) % 360,
    tone: pick(tones),
    eyes: pick(eyes),
    mouth: pick(mouths),
    extra: pick(extras),
    x: Math.round(next() * 20 - 10),
    y: Math.round(next() * 8 + 2),
    tilt: Math.round(next() * 24 - 12),
  };
}
