export interface GridFit {
  readonly columns: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

// Tiles may grow from portrait to landscape within these bounds, so that phones and wide screens are both filled.
const NARROWEST = 0.7;
const WIDEST = 1.5;
const LARGEST = 400;
// Nobody sees five percent, but everybody sees a last row with one tile in it.
const NEARLY = 1.05;

/**
 * The tile size that uses a box best without scrolling.
 * @param amount tiles to place
 * @param width and height of the box, in pixels
 * @param gap between tiles, in pixels
 */
export function fitGrid(amount: number, width: number, height: number, gap: number): GridFit {
  const fits = Array.from({ length: amount }, (_, i) =>
    fitColumns(i + 1, amount, width, height, gap),
  );
  const largest = Math.max(...fits.map(area));
  const good = fits.filter((fit) => area(fit) * NEARLY >= largest);
  // A wide box reads in rows, a tall one in columns.
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
