import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { faceOf } from '../../components/faces.ts';

describe('faceOf', () => {
  it('gives an id the same face every time', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(faceOf(id)).to.deep.equal(faceOf(id));
      }),
    );
  });

  it('gives any id a colour on the wheel and a head inside its window', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const { hue, light, x, y, tilt } = faceOf(id);
        expect(hue).to.be.within(0, 359);
        expect(light).to.be.within(0.6, 0.82);
        expect([Math.abs(x), Math.abs(y), Math.abs(tilt)].every((part) => part <= 12)).to.equal(
          true,
        );
      }),
    );
  });

  it('tells a thousand people apart', () => {
    const faces = Array.from({ length: 1000 }, (_, i) =>
      JSON.stringify(faceOf(`aIOoIPuX69vQ${i}`)),
    );
    expect(new Set(faces).size).to.be.at.least(999);
  });

  it('spreads people over the whole colour wheel', () => {
    const sixths = new Set(
      Array.from({ length: 60 }, (_, i) => Math.floor(faceOf(`participant${i}`).hue / 60)),
    );
    expect(sixths.size).to.equal(6);
  });
});
