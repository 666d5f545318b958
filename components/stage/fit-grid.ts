export interface GridFit {
  readonly columns: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

// The aspect ratio of tiles, from portrait to landscape: both phones and wide screens are filled.
const NARROWEST = 0.7;
const WIDEST = 1.5;
const LARGEST = 400;
// Tiles may be up to 5 % smaller than possible if that avoids gaps in the last row: nobody notices the 5 %.
const NEARLY = 1.05;

/**
 * The largest tiles that fit into a box without scrolling.
 * @param amount - The number of tiles.
 * @param width - The width of the box in pixels.
 * @param height - The height of the box in pixels.
 * @param gap - The gap between tiles in pixels.
 */
export function fitGrid(amount: number, width: number, height: number, gap: number): GridFit {
  const fits = Array.from({ length: amount }, (_, i) =>
    fitColumns(i + 1, amount, width, height, gap),
  );
  const largest = Math.max(...fits.map(area));
  const good = fits.filter((fit) => area(fit) * NEARLY >= largest);
  // Of equal fits, a wide box takes the one with more columns, a tall one that with fewer.
  if (width > height) good.reverse();
  const gaps = ({ columns }: GridFit): number => (columns - (amount % columns)) % columns;
  const tidiest = Math.min(...good.map(gaps));
  return good.find((fit) => gaps(fit) === tidiest) ?? { columns: 1, width: 0, height: 0 };
}

const area = ({ width, height }: GridFit): number => width * height;

function fitColumns(
  columns: number,
  amount: number,
  width: number,
  height: number,
  gap: number,
): GridFit {
  const rows = Math.ceil(amount / columns);
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const cellHeight = (height - gap * (rows - 1)) / rows;
  const tileWidth = Math.max(0, Math.min(cellWidth, cellHeight * WIDEST, LARGEST));
  const tileHeight = Math.max(0, Math.min(cellHeight, tileWidth / NARROWEST, LARGEST));
  return { columns, width: Math.floor(tileWidth), height: Math.floor(tileHeight) };
}
