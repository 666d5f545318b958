export interface GridFit {
  readonly columns: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

// Tiles may grow from portrait to landscape within these bounds, so that phones and wide screens are both filled.
const NARROWEST = 0.78;
const WIDEST = 1.3;
const LARGEST = 320;

/**
 * The tile size that uses a box best without scrolling.
 * @param amount tiles to place
 * @param width and height of the box, in pixels
 * @param gap between tiles, in pixels
 */
export function fitGrid(amount: number, width: number, height: number, gap: number): GridFit {
  let best: GridFit = { columns: 1, width: 0, height: 0 };
  // Where two layouts are as good as each other, a wide box gets the wider one.
  const counts = Array.from({ length: amount }, (_, i) => i + 1);
  for (const columns of width > height ? counts.reverse() : counts) {
    const rows = Math.ceil(amount / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    const tileWidth = Math.min(cellWidth, cellHeight * WIDEST, LARGEST);
    const tileHeight = Math.min(cellHeight, tileWidth / NARROWEST, LARGEST);
    // Five percent: another layout must be clearly better, else a joining person makes all tiles jump.
    if (tileWidth * tileHeight > best.width * best.height * 1.05) {
      best = { columns, width: Math.floor(tileWidth), height: Math.floor(tileHeight) };
    }
  }
  return best;
}
