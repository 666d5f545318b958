/** What a browser remembers about its person; each entry may be missing. */
export interface StoredPreferences {
  readonly name?: string;
  readonly microphoneId?: string;
  readonly speakerId?: string;
  readonly noiseSuppression?: boolean;
  readonly echoCancellation?: boolean;
  readonly theme?: string;
  readonly shortcuts?: boolean;
}

const PREFIX = 'audio-rooms.';

/**
 * Small choices kept in localStorage under a prefix of our own; anything else there belongs to the page. Where storage
 * is blocked or full, choices live as long as the page.
 */
export class Preferences {
  readonly #unsaved = new Map<string, unknown>();

  get<Key extends keyof StoredPreferences>(key: Key): StoredPreferences[Key] {
    if (this.#unsaved.has(key)) return this.#unsaved.get(key) as StoredPreferences[Key];
    try {
      const stored = localStorage.getItem(PREFIX + key);
      const value: unknown = stored === null ? undefined : JSON.parse(stored);
      return typeof value === types[key] ? (value as StoredPreferences[Key]) : undefined;
    } catch {
      return undefined; // blocked, or not written by us
    }
  }

  /** @param value undefined: forgets it. */
  set<Key extends keyof StoredPreferences>(key: Key, value: StoredPreferences[Key]): void {
    this.#unsaved.set(key, value);
    try {
      if (value === undefined) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, JSON.stringify(value));
      this.#unsaved.delete(key);
    } catch {
      // Blocked or full: `#unsaved` has it for as long as the page lives.
    }
  }
}

const types = {
  name: 'string',
  microphoneId: 'string',
  speakerId: 'string',
  noiseSuppression: 'boolean',
  echoCancellation: 'boolean',
  theme: 'string',
  shortcuts: 'boolean',
} as const satisfies Record<keyof StoredPreferences, string>;
