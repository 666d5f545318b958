import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { type Color, type Face, faceOf, tileColors } from '../../../../components/stage/faces.ts';

describe('faceOf', () => {
  it('gives an id the same face in every browser and version', () => {
    expect(faceOf('aIOoIPuX69vQ')).to.deep.equal({
      color: [0.8, 0.1, 290],
      hue: 350,
      tone: 'deep',
      eyes: 'sleepy',
      mouth: 'grin',
      extra: 'tuft',
      x: -9,
      y: 9,
      tilt: 4,
    });
  });

  it('gives any id a colour of the table and a head inside its window', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const { color, hue, x, y, tilt } = faceOf(id);
        expect(tileColors).to.include(color);
        expect(hue).to.be.within(0, 359);
        expect([Math.abs(x), Math.abs(y), Math.abs(tilt)].every((part) => part <= 12)).to.equal(
          true,
        );
      }),
    );
  });

  it('gives a thousand people different faces', () => {
    const faces = Array.from({ length: 1000 }, (_, i) =>
      JSON.stringify(faceOf(`aIOoIPuX69vQ${i}`)),
    );
    expect(new Set(faces).size).to.be.at.least(999);
  });

  it('has no two colours that are hard to tell apart', () => {
    for (const [i, color] of tileColors.entries()) {
      for (const other of tileColors.slice(i + 1)) expect(distance(color, other)).to.be.above(0.08);
    }
  });

  it('has no colour that a screen can’t show', () => {
    for (const color of tileColors) expect(isOnScreen(color), css(color)).to.equal(true);
  });

  it('gives twelve people nine colours on average, and rarely two the same face', () => {
    const id = fc.string({ minLength: 12, maxLength: 12, unit: 'grapheme-ascii' });
    const rooms = fc.sample(fc.uniqueArray(id, { minLength: 12, maxLength: 12 }), {
      numRuns: 2000,
      seed: 1,
    });
    const people = rooms.map((ids) => ids.map(faceOf));
    const colors = people.map((faces) => new Set(faces.map(({ color }) => color)).size);
    expect(colors.reduce((sum, each) => sum + each) / colors.length).to.be.above(9);
    const twins = people.filter((faces) => new Set(faces.map(look)).size < faces.length);
    expect(twins.length / people.length).to.be.below(0.01);
  });
});

const css = (color: Color): string => `oklch(${color.join(' ')})`;

const look = ({ color, hue, tone, eyes, mouth, extra }: Face): string =>
  [color, hue, tone, eyes, mouth, extra].join(' ');

/** In OKLab, where what looks equally different is equally far apart. */
function distance([l1, c1, h1]: Color, [l2, c2, h2]: Color): number {
  const turn = ((h1 - h2) * Math.PI) / 180;
  return Math.sqrt((l1 - l2) ** 2 + c1 ** 2 + c2 ** 2 - 2 * c1 * c2 * Math.cos(turn));
}

/** A colour beyond sRGB is painted with a channel at its end. */
function isOnScreen(color: Color): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('This browser has no canvas.');
  context.fillStyle = css(color);
  context.fillRect(0, 0, 1, 1);
  const channels = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  return channels.every((channel) => channel > 0 && channel < 255);
}
