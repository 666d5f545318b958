import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeQR } from 'qr/decode.js';
import { qrCodeSvg, qrCodeText } from '../../../../src/local/server/network/qr-code.ts';

const ADDRESSES = [
  'https://10.0.0.7:3000',
  'https://192.168.100.125:65535',
  'https://[fd00::2]:3000',
];

/** Pixels for each module, as on a screen. */
const SCALE = 6;

type Grid = readonly (readonly boolean[])[];

/** Reads a grid of dark modules as a camera would, on a light table. */
function read(grid: Grid): string {
  const size = (grid.length + 8) * SCALE;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const dark = grid[Math.floor(y / SCALE) - 4]?.[Math.floor(x / SCALE) - 4] ?? false;
      data.set([...Array<number>(3).fill(dark ? 0 : 255), 255], (y * size + x) * 4);
    }
  }
  return decodeQR({ width: size, height: size, data });
}

/** The modules that a terminal shows: the upper halves and the lower halves of its characters. */
function gridOf(lines: readonly string[], ink: 'dark' | 'light'): Grid {
  const isDrawn = (characters: string) => (character: string) => characters.includes(character);
  return lines.flatMap((line) =>
    [isDrawn('█▀'), isDrawn('█▄')].map((draws) =>
      Array.from(line, (character) => draws(character) === (ink === 'dark')),
    ),
  );
}

/** A line without the colours around it, which must be black on white. */
function unpainted(line: string): string {
  const [start, end] = ['\x1b[30;107m', '\x1b[0m'];
  assert.ok(line.startsWith(start) && line.endsWith(end));
  return line.slice(start.length, -end.length);
}

describe('the QR code of an address', () => {
  for (const address of ADDRESSES) {
    it(`can be read in a terminal, with and without colours: ${address}`, () => {
      const coloured = qrCodeText(address, true).split('\n');
      const bare = coloured.map((line) => unpainted(line));
      assert.equal(read(gridOf(bare, 'dark')), address);
      const plain = qrCodeText(address, false).split('\n');
      assert.ok(!plain.join('').includes('\x1b'));
      assert.equal(read(gridOf(plain, 'light')), address);
    });

    it(`can be read in the page: ${address}`, () => {
      const svg = qrCodeSvg(address, 'Address');
      const [, min, size] = /viewBox="(-?\d+) -?\d+ (\d+) \d+"/.exec(svg)?.map(Number) ?? [];
      assert.ok(min !== undefined && size !== undefined);
      const dark = new Set(
        [...svg.matchAll(/M(-?\d+) (-?\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`),
      );
      const indexes = Array.from({ length: size }, (_, index) => index + min);
      const grid = indexes.map((row) => indexes.map((column) => dark.has(`${column} ${row}`)));
      assert.equal(read(grid), address);
    });
  }

  it('is narrow enough for a terminal of 80 columns', () => {
    for (const line of qrCodeText(ADDRESSES[1] ?? '', false).split('\n'))
      assert.ok(line.length <= 60, line);
  });
});
