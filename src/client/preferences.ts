/** What this browser remembers about the person who uses it. Each entry may be missing. */
export interface StoredPreferences {
  readonly name?: string;
  readonly microphoneId?: string;
  readonly outputId?: string;
  readonly noiseSuppression?: boolean;
  readonly echoCancellation?: boolean;
  readonly theme?: string;
  readonly shortcuts?: boolean;
  /** A random key of this browser. What is derived from it for a room recognizes it there. */
  readonly visitor?: string;
  /** Host keys of the newest rooms, as JSON: pairs of a room's id and its key. */
  readonly hostKeys?: string;
  /** Keys by which the rooms know this browser that it has created, newest last, likewise. */
  readonly visitorKeys?: string;
}

const PREFIX = 'audio-rooms.';

const types = {
  name: 'string',
  microphoneId: 'string',
  outputId: 'string',
  noiseSuppression: 'boolean',
  echoCancellation: 'boolean',
  theme: 'string',
  shortcuts: 'boolean',
  visitor: 'string',
  hostKeys: 'string',
  visitorKeys: 'string',
} as const satisfies Record<keyof StoredPreferences, string>;

// Version 0.1.0 stored the output under another name.
const oldKeys: Partial<Record<keyof StoredPreferences, string>> = { outputId: 'speakerId' };

/**
 * Choices kept in localStorage, under keys that begin with `audio-rooms.`. Where storage is blocked or full, a choice
 * lasts until the page is closed.
 */
export class Preferences {
  readonly #unsaved = new Map<string, unknown>();

  get<Key extends keyof StoredPreferences>(key: Key): StoredPreferences[Key] {
    if (this.#unsaved.has(key)) return this.#unsaved.get(key) as StoredPreferences[Key];
    try {
      const stored =
        localStorage.getItem(PREFIX + key) ?? localStorage.getItem(PREFIX + (oldKeys[key] ?? key));
      const value: unknown = stored === null ? undefined : JSON.parse(stored);
      return typeof value === types[key] ? (value as StoredPreferences[Key]) : undefined;
    } catch {
      return undefined; // storage is blocked, or something else wrote this entry
    }
  }

  /** @param value - Undefined removes the entry. */
  set<Key extends keyof StoredPreferences>(key: Key, value: StoredPreferences[Key]): void {
    this.#unsaved.set(key, value);
    try {
      if (value === undefined) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, JSON.stringify(value));
      if (oldKeys[key]) localStorage.removeItem(PREFIX + oldKeys[key]);
      this.#unsaved.delete(key);
    } catch {
      // Blocked or full: `#unsaved` keeps the choice while the page is open.
    }
  }
}
