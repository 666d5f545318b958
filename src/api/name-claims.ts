import { graphemesOf } from './graphemes.ts';
import { byteLength, parseName } from './names.ts';

// How a token carries a display name. Both claims are base64url of UTF-8, since the IVS SDK decodes claims byte by byte,
// so characters that are not ASCII would arrive garbled. `user_id` may have 128 characters, which are 96 bytes, and is
// the only one in stage events and lists of participants. All attributes may have 1 KB.
const USER_ID_CHARACTERS = 128;
const ATTRIBUTE_CHARACTERS = 1000;
const ELLIPSIS = '…';

/** The attributes of a token that say that its holder is a host. */
export const HOST_ATTRIBUTES = { host: '1' } as const;

/** Whether attributes are those of a host. */
export const isHost = (attributes: Readonly<Record<string, unknown>> | undefined): boolean =>
  attributes?.['host'] === HOST_ATTRIBUTES.host;

/** The claims of a token that carry a name. `name` is there only if `user_id` has no room for all of it. */
export interface NameClaims {
  readonly user_id: string;
  readonly attributes: { readonly name?: string };
}

/** @param name - As returned by parseName. */
export function encodeName(name: string): NameClaims {
  const user_id = encodeUserId(name);
  if (decodeName(user_id) === name) return { user_id, attributes: {} };
  return { user_id, attributes: { name: encodeWithin(ATTRIBUTE_CHARACTERS, name) } };
}

/** Encodes a name for `user_id`, where a long one ends in "…". */
export const encodeUserId = (name: string): string => encodeWithin(USER_ID_CHARACTERS, name);

/** A name as `user_id` has it: at most 96 bytes. For records that keep many names. @param name - As returned by parseName. */
export const shortName = (name: string): string => decodeName(encodeUserId(name)) ?? '';

/**
 * Decodes the name of a participant.
 * @param attributes - If they are known, a name that `user_id` has no room for is complete.
 * @returns undefined if {@link encodeName} did not make the claims, as with participants of another application.
 */
export function decodeName(
  userId: string,
  attributes: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const short = decodeWithin(USER_ID_CHARACTERS, userId);
  if (short === undefined || !isShortened(short)) return short;
  const long = decodeWithin(ATTRIBUTE_CHARACTERS, attributes['name']);
  // After an exchange of tokens, the attributes could be of another name.
  return long !== undefined && completes(long, short) ? long : short;
}

/** Whether a name from `user_id` may be the beginning of a longer one. */
export const isShortened = (name: string): boolean => name.endsWith(ELLIPSIS);

/** Whether a name is what was shortened to another. */
export const completes = (name: string, shortened: string): boolean =>
  isShortened(shortened) && name.startsWith(shortened.slice(0, -ELLIPSIS.length));

function encodeWithin(characters: number, name: string): string {
  const bytes = new TextEncoder().encode(shorten(name, (characters * 3) / 4));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The name, or as many of its characters as fit with an ellipsis. */
function shorten(name: string, bytes: number): string {
  if (byteLength(name) <= bytes) return name;
  const room = bytes - byteLength(ELLIPSIS);
  const whole = takeWithin(room, graphemesOf(name));
  // A single grapheme can be longer than that.
  return `${whole === '' ? takeWithin(room, Array.from(name)) : whole}${ELLIPSIS}`;
}

function takeWithin(bytes: number, pieces: readonly string[]): string {
  let taken = '';
  for (const piece of pieces) {
    if (byteLength(taken + piece) > bytes) break;
    taken += piece;
  }
  return taken.trimEnd();
}

function decodeWithin(characters: number, encoded: unknown): string | undefined {
  if (typeof encoded !== 'string' || encoded.length > characters) return undefined;
  const text = /^[\w-]+$/.test(encoded) ? decodeBase64Url(encoded) : undefined;
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
