import type { ElementHandle } from 'puppeteer-core';

/** What is on the screen where an element is. */
export class Pixels {
  readonly width: number;
  readonly height: number;
  /** Relative luminance of each pixel, from 0 for black to 1 for white, row by row. */
  readonly luminances: readonly number[];

  private constructor(width: number, height: number, luminances: readonly number[]) {
    this.width = width;
    this.height = height;
    this.luminances = luminances;
  }

  static async of(element: ElementHandle): Promise<Pixels> {
    const png = await element.screenshot({ encoding: 'base64' });
    const { width, height, data } = await element.evaluate(readPixels, png);
    const luminances = Array.from({ length: width * height }, (_pixel, i) => {
      const [red = 0, green = 0, blue = 0] = data.slice(4 * i, 4 * i + 3);
      return luminanceOf(red, green, blue);
    });
    return new Pixels(width, height, luminances);
  }

  /** Returns the luminance at a place, from 0 to 1 in each direction. */
  at(x: number, y: number): number {
    const column = Math.floor(x * this.width);
    return this.luminances[Math.floor(y * this.height) * this.width + column] ?? NaN;
  }

  /** The highest contrast between any two pixels, from 1 to 21 as WCAG defines it. */
  get contrast(): number {
    return contrastOf(Math.min(...this.luminances), Math.max(...this.luminances));
  }
}

export function contrastOf(dark: number, light: number): number {
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(red: number, green: number, blue: number): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Runs in the page. Returns red, green, blue and alpha of each pixel. */
async function readPixels(_element: unknown, png: string) {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(picture, 0, 0);
  return { width, height, data: [...(context?.getImageData(0, 0, width, height).data ?? [])] };
}
