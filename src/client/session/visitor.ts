import { Preferences } from '../preferences.ts';

// A browser's own secrets. They are read when somebody joins, not before.
const preferences = new Preferences();

const MAX_HOST_KEYS = 20;

/** A new secret of 256 random bits. */
export const randomKey = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/**
 * The key by which this browser is known in one room: nobody can tell from the keys of two rooms that they are of the
 * same browser.
 */
export async function visitorKey(roomId: string): Promise<string> {
  let key = preferences.get('visitor');
  if (key === undefined) {
    key = randomKey();
    preferences.set('visitor', key);
  }
  const bytes = new TextEncoder().encode(`${key}:${roomId}`);
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** The host key of a room that this browser keeps. */
export const storedHostKey = (roomId: string): string | undefined =>
  new Map(readKeys()).get(roomId);

/** @param hostKey - Undefined forgets it. */
export function storeHostKey(roomId: string, hostKey: string | undefined): void {
  const others = readKeys().filter(([id]) => id !== roomId);
  const keys = hostKey === undefined ? others : [...others, [roomId, hostKey] as const];
  preferences.set('hostKeys', JSON.stringify(keys.slice(-MAX_HOST_KEYS)));
}

function readKeys(): readonly (readonly [string, string])[] {
  try {
    const keys: unknown = JSON.parse(preferences.get('hostKeys') ?? '[]');
    return Array.isArray(keys) ? (keys as [string, string][]).filter(Array.isArray) : [];
  } catch {
    return []; // something else wrote this entry
  }
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
