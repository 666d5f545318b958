import { MAX_NAME_BYTES, MAX_NAME_LENGTH } from './limits.ts';

// Cc: control characters. Zl, Zp: line breaks. Cs: halves of a character, which UTF-8 can't carry. DI: what can't be seen,
// such as the bidi overrides and fillers that dress one name as another, without the joiners and variation selectors
// that scripts and emoji need. The rest are an Arabic direction mark, a blank of Braille, and annotation marks.
const FORBIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u2800\uFFF9-\uFFFB]|(?!\u200C|\u200D|\p{VS})\p{DI}/u;

const VISIBLE = /[^\p{DI}\p{Z}\p{M}]/u;

/** Why a name can't be used; the stable part of the sentence that a person reads. */
export type NameProblem = 'empty' | 'too-long' | 'forbidden-character';

/**
 * Trims a display name and checks it.
 * @returns the name as it will be shown, or the reason why it can't be.
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
 * A display name as an ASCII token claim: base64url of its UTF-8, at most 128 characters. The IVS SDK decodes claims
 * byte by byte, so anything but ASCII would arrive garbled.
 */
export function encodeUserId(name: string): string {
  const bytes = new TextEncoder().encode(name);
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The display name in a token's or a stage event's `user_id`.
 * @returns undefined if the text did not come from {@link encodeUserId}, as with another app's participants.
 */
export function decodeUserId(userId: string): string | undefined {
  if (!/^[\w-]{1,128}$/.test(userId)) return undefined;
  try {
    const binary = atob(userId.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const parsed = parseName(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return 'name' in parsed ? parsed.name : undefined;
  } catch {
    return undefined; // not base64, or not UTF-8
  }
}
