// The part of the package that the invite panel uses.

/** A QR code's grid: `data` holds `size` rows of `size` modules, 1 where a module is dark. */
export interface QRCode {
  readonly modules: { readonly size: number; readonly data: Uint8Array };
}

/** @throws if the text is too long for a code. */
export function create(
  text: string,
  options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
): QRCode;
