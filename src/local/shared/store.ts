import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from './is-object.ts';
import { StartError } from './start-error.ts';
import { reasonOf, type ReportProblem } from './storage-problems.ts';

const TEMPORARY = '.tmp';
const ENTRY = '.json';

export interface StoreOptions {
  /** Fields that every entry has. A file without them is not an entry of this store. */
  readonly fields?: readonly string[];
  /** Called when a change can't be written. */
  readonly onProblem?: ReportProblem;
  /**
   * Whether a change that can't be written is kept in memory and written with a later one. Otherwise it fails, and nothing
   * has changed.
   */
  readonly keepsUnwritten?: boolean;
}

/**
 * A map that, given a directory, is persistent: each entry is a JSON file.
 *
 * Each change is written before the method returns. A file is written under a temporary name and then renamed, so a process
 * that is killed at any point leaves the old entry or the new one, never a part of it. A power failure may lose changes:
 * nothing here waits for the disk itself.
 */
export class Store<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #directory: string | undefined;
  readonly #options: StoreOptions;
  /** Keys whose file is not as the entry. */
  readonly #unwritten = new Set<string>();

  /** @throws {StartError} If the directory contains something that is not an entry. */
  constructor(directory?: string, options: StoreOptions = {}) {
    this.#directory = directory;
    this.#options = options;
    if (directory !== undefined) this.#load(directory);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  values(): Value[] {
    return [...this.#entries.values()];
  }

  /** @throws {Error} If the entry can't be written, unless this store keeps what is not written. */
  set(key: string, value: Value): void {
    this.#change(key, () => writeFileAtomically(this.#file(key), JSON.stringify(value)));
    this.#entries.set(key, value);
    this.#writeRest();
  }

  /** @throws {Error} If the file can't be deleted, unless this store keeps what is not written. */
  delete(key: string): boolean {
    this.#change(key, () => rmSync(this.#file(key), { force: true }));
    const existed = this.#entries.delete(key);
    this.#writeRest();
    return existed;
  }

  #change(key: string, write: () => void): void {
    if (this.#directory === undefined) return;
    try {
      write();
      this.#unwritten.delete(key);
    } catch (error) {
      const { onProblem, keepsUnwritten = false } = this.#options;
      const outcome = keepsUnwritten
        ? 'The change is kept in memory, and written when that is possible again.'
        : 'The request for it fails. Rooms that are open go on.';
      onProblem?.(`Can't write to ${this.#directory}: ${reasonOf(error)}. ${outcome}`);
      if (!keepsUnwritten) throw error;
      this.#unwritten.add(key);
    }
  }

  /** Writes earlier changes after one was written. */
  #writeRest(): void {
    for (const key of this.#unwritten) {
      const value = this.#entries.get(key);
      try {
        if (value === undefined) rmSync(this.#file(key), { force: true });
        else writeFileAtomically(this.#file(key), JSON.stringify(value));
        this.#unwritten.delete(key);
      } catch {
        return; // reported when it failed first
      }
    }
  }

  #file(key: string): string {
    return join(this.#directory ?? '', encodeURIComponent(key) + ENTRY);
  }

  #load(directory: string): void {
    for (const name of listDirectory(directory)) {
      const file = join(directory, name);
      if (name.endsWith(ENTRY + TEMPORARY)) rmSync(file, { recursive: true, force: true });
      if (name.endsWith(ENTRY)) this.#entries.set(keyOf(file, name), this.#parse(file));
    }
  }

  #parse(file: string): Value {
    const { fields } = this.#options;
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw unreadable(file, reasonOf(error));
    }
    if (fields && !(isObject(value) && fields.every((field) => field in value))) {
      throw unreadable(
        file,
        `it has no ${fields.join(', ')}, so it is damaged or of another version`,
      );
    }
    return value as Value;
  }
}

function listDirectory(directory: string): string[] {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return readdirSync(directory);
  } catch (error) {
    throw new StartError(`Can't use ${directory} as a directory: ${reasonOf(error)}.`);
  }
}

/** @throws {StartError} If the file was not named by a store: a copy, for instance, would be a second entry. */
function keyOf(file: string, name: string): string {
  const encoded = name.slice(0, -ENTRY.length);
  try {
    const key = decodeURIComponent(encoded);
    if (encodeURIComponent(key) === encoded) return key;
  } catch {
    // Not percent-encoded.
  }
  throw unreadable(file, 'its name is not one that this server gives');
}

const unreadable = (file: string, reason: string) =>
  new StartError(`Can't read ${file}: ${reason}. Restore the file or delete it.`);

/**
 * Replaces a file's content in one step, or leaves all as it was. Only its owner may read the file: some entries contain
 * private keys.
 */
export function writeFileAtomically(file: string, content: string): void {
  const temporary = file + TEMPORARY;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
