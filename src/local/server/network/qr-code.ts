import { createRequire } from 'node:module';

/** The part of the package that is used here. It is CommonJS, without types. */
interface QrCodePackage {
  readonly create: (
    text: string,
    options: { errorCorrectionLevel: 'L' },
  ) => { readonly modules: { readonly size: number; readonly data: Uint8Array } };
}

/** A QR code's grid: tells whether a module is dark. All around it is light. */
interface Grid {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** The light margin that readers need, in modules. */
const MARGIN = 2;

function encode(text: string): Grid {
  const { create } = createRequire(import.meta.url)('qrcode') as QrCodePackage;
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules;
  const isInside = (index: number) => index >= 0 && index < size;
  return {
    size,
    isDark: (row, column) => isInside(row) && isInside(column) && data[row * size + column] === 1,
  };
}

/**
 * Draws a QR code with characters, two modules in each, one above the other. In colours it is black on white in any
 * terminal; otherwise it is readable in a dark one, and to most phones in a light one.
 */
export function qrCodeText(text: string, colours: boolean): string {
  const { size, isDark } = encode(text);
  const [start, end] = colours ? ['\x1b[30;107m', '\x1b[0m'] : ['', ''];
  const lines: string[] = [];
  for (let row = -MARGIN; row < size + MARGIN; row += 2) {
    let line = '';
    for (let column = -MARGIN; column < size + MARGIN; column += 1) {
      // Characters draw what is dark on white, or, without colours, what is light on a dark terminal.
      const [upper, lower] = [isDark(row, column), isDark(row + 1, column)].map(
        (dark) => dark === colours,
      );
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
    lines.push(start + line + end);
  }
  return lines.join('\n');
}

/** Draws a QR code, black on white, as an SVG element. */
export function qrCodeSvg(text: string, label: string): string {
  const { size, isDark } = encode(text);
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  const box = `${-MARGIN} ${-MARGIN} ${size + 2 * MARGIN} ${size + 2 * MARGIN}`;
  return `<svg viewBox="${box}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M${-MARGIN} ${-MARGIN}h${size + 2 * MARGIN}v${size + 2 * MARGIN}H${-MARGIN}z"/><path fill="#000" d="${path}"/></svg>`;
}
