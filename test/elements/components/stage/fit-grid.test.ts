import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { fitGrid } from '../../../../components/stage/fit-grid.ts';

const GAP = 10;

describe('fitGrid', () => {
  it('never exceeds the box', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 13 }),
        fc.integer({ min: 200, max: 3000 }),
        fc.integer({ min: 200, max: 2000 }),
        (amount, width, height) => {
          const fit = fitGrid(amount, width, height, GAP);
          const rows = Math.ceil(amount / fit.columns);
          expect(fit.columns * fit.width + (fit.columns - 1) * GAP).to.be.at.most(width);
          expect(rows * fit.height + (rows - 1) * GAP).to.be.at.most(height);
          expect(fit.width).to.be.above(0);
          expect(fit.height).to.be.above(0);
        },
      ),
    );
  });

  it('fits twelve people on a phone in three columns', () => {
    expect(fitGrid(12, 374, 640, 8).columns).to.equal(3);
  });

  it('puts two people side by side on a wide screen, and one above the other on a phone', () => {
    expect(fitGrid(2, 1400, 700, GAP).columns).to.equal(2);
    expect(fitGrid(2, 374, 640, GAP).columns).to.equal(1);
  });

  it('leaves as few gaps in the last row as tiles of nearly the same size allow', () => {
    expect(fitGrid(5, 1400, 700, GAP).columns).to.equal(3);
    expect(fitGrid(8, 1400, 700, GAP).columns).to.equal(4);
  });

  it('limits the size of a single tile', () => {
    const { width, height } = fitGrid(1, 4000, 3000, GAP);
    expect([width, height]).to.deep.equal([400, 400]);
  });
});
