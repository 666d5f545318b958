import { Preferences } from '../preferences.ts';

// A browser's own secrets. They are read when somebody joins, not before.
const preferences = new Preferences();

// Of how many rooms it keeps keys.
const MAX_ROOMS = 20;

/** A new secret of 256 random bits. */
export const randomKey = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * The key by which this browser is known in one room: nobody can tell from the keys of two rooms that they are of the
 * same browser.
 */
export async function visitorKey(roomId: string): Promise<string> {
  const kept = readKeys('visitorKeys').get(roomId);
  if (kept !== undefined) return kept;
  let key = preferences.get('visitor');
  if (key === undefined) {
    key = randomKey();
    preferences.set('visitor', key);
  }
  const bytes = new TextEncoder().encode(`${key}:${roomId}`);
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Keeps the key by which this browser is known in a room that it has created. */
export const storeVisitorKey = (roomId: string, key: string): void =>
  storeKey('visitorKeys', roomId, key);

/** The host key of a room that this browser keeps. */
export const storedHostKey = (roomId: string): string | undefined =>
  readKeys('hostKeys').get(roomId);

/** @param hostKey - Undefined forgets it. */
export const storeHostKey = (roomId: string, hostKey: string | undefined): void =>
  storeKey('hostKeys', roomId, hostKey);

function storeKey(kind: 'hostKeys' | 'visitorKeys', roomId: string, key: string | undefined): void {
  const keys = readKeys(kind);
  keys.delete(roomId);
  if (key !== undefined) keys.set(roomId, key);
  preferences.set(kind, JSON.stringify([...keys].slice(-MAX_ROOMS)));
}

/** Keys by the ids of their rooms, oldest first. */
function readKeys(kind: 'hostKeys' | 'visitorKeys'): Map<string, string> {
  try {
    const keys: unknown = JSON.parse(preferences.get(kind) ?? '[]');
    return new Map(Array.isArray(keys) ? (keys as [string, string][]).filter(Array.isArray) : []);
  } catch {
    return new Map(); // something else wrote this entry
  }
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
