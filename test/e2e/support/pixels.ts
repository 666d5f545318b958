import assert from 'node:assert/strict';
import { decodeQR } from 'qr/decode.js';
import type { ElementHandle, Page } from 'puppeteer-core';

// The reader takes 16 ms at most by itself.
const READING_MS = 5_000;

/** What is on the screen where an element is. */
export class Pixels {
  readonly #width: number;
  readonly #height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly #data: Uint8Array;
  /** Relative luminance of each pixel, from 0 for black to 1 for white, row by row. */
  readonly luminances: readonly number[];

  private constructor(width: number, height: number, data: Uint8Array) {
    this.#width = width;
    this.#height = height;
    this.#data = data;
    this.luminances = Array.from({ length: width * height }, (_pixel, i) => {
      const [red = 0, green = 0, blue = 0] = data.subarray(4 * i, 4 * i + 3);
      return luminanceOf(red, green, blue);
    });
  }

  static async of(element: ElementHandle): Promise<Pixels> {
    const png = await element.screenshot({ encoding: 'base64' });
    const { width, height, data } = await element.evaluate(readPixels, png);
    return new Pixels(width, height, Buffer.from(data, 'base64'));
  }

  /** The highest contrast between any two pixels, from 1 to 21 as WCAG defines it. */
  get contrast(): number {
    return contrastOf(Math.min(...this.luminances), Math.max(...this.luminances));
  }

  /** The average luminance. */
  get average(): number {
    return this.luminances.reduce((sum, luminance) => sum + luminance, 0) / this.luminances.length;
  }

  /**
   * Reads the QR code in the picture, with a reader that shares nothing with the library that draws it.
   * @throws Error if it finds none
   */
  readCode(): string {
    const picture = { width: this.#width, height: this.#height, data: this.#data };
    return decodeQR(picture, { timeLimit: READING_MS });
  }
}

/** Reads the QR code of an open dialog from the screen, as a phone does. */
export async function scanCode(page: Page): Promise<string> {
  const code = await page.waitForSelector('>>> [part=qr]:has(svg)', { visible: true });
  const dialog = await page.waitForSelector('>>> audio-room-dialog[open] >>> dialog', {
    visible: true,
  });
  assert.ok(code && dialog);
  // This reader reads a light code on a dark ground, too. Those of many phones do not.
  assert.ok((await Pixels.of(code)).average > 0.5, 'the code is not dark on light');
  return (await Pixels.of(dialog)).readCode();
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

/** Runs in the page. Returns red, green, blue and alpha of each pixel as base64. */
async function readPixels(_element: unknown, png: string) {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(picture, 0, 0);
  const data = context?.getImageData(0, 0, width, height).data ?? [];
  const binary = Array.from(data, (value) => String.fromCharCode(value)).join('');
  return { width, height, data: btoa(binary) };
}
