import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from './limits.ts';

// Cc: control characters. Zl, Zp: line breaks. Cs: lone surrogates, which UTF-8 can't encode. DI: invisible characters,
// such as the bidi overrides and fillers that make one name look like another, except for the joiners and variation
// selectors that scripts and emoji need. The others are an Arabic direction mark, the blank of Braille, and annotations.
const FORBIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u2800\uFFF9-\uFFFB]|(?!\u200C|\u200D|\p{VS})\p{DI}/u;

const VISIBLE = /[^\p{DI}\p{Z}\p{M}]/u;

/** Why a name can't be used. */
export type NameProblem = 'empty' | 'too-long' | 'forbidden-character';

/**
 * Trims and checks a display name.
 * @returns the name as it is shown, or the reason why it can't be used.
 */
export function parseName(input: string): { name: string } | { problem: NameProblem } {
  const name = input.trim().normalize('NFC');
  if (name === '') return { problem: 'empty' };
  if (FORBIDDEN.test(name)) return { problem: 'forbidden-character' };
  if (!VISIBLE.test(name)) return { problem: 'empty' };
  if (Array.from(name).length > MAX_NAME_LENGTH) return { problem: 'too-long' };
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) return { problem: 'too-long' };
  return { name };
}

/**
 * Encodes a display name for a token claim, as base64url of its UTF-8: at most 128 characters. The IVS SDK decodes claims
 * byte by byte, so characters that are not ASCII would arrive garbled.
 */
export function encodeUserId(name: string): string {
  const bytes = new TextEncoder().encode(name);
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Decodes the display name from the `user_id` of a token or a stage event.
 * @returns undefined if {@link encodeUserId} did not make the text, as with participants of another application.
 */
export function decodeUserId(userId: string): string | undefined {
  if (!/^[\w-]{1,128}$/.test(userId)) return undefined;
  const text = decodeBase64Url(userId);
  const parsed = text === undefined ? undefined : parseName(text);
  return parsed && 'name' in parsed ? parsed.name : undefined;
}

function decodeBase64Url(encoded: string): string | undefined {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not base64, or not UTF-8
  }
}
