// The few globals outside the language that browsers and Node both have and that this folder uses.

declare class TextEncoder {
  encode(input: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean });
  decode(input: Uint8Array): string;
}

/** @throws if a character of `binary` is above U+00FF. */
declare function btoa(binary: string): string;

/** @throws if `base64` is not base64. */
declare function atob(base64: string): string;
