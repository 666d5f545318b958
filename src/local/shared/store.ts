import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

const TEMPORARY = '.tmp';
const ENTRY = '.json';

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

  constructor(directory?: string) {
    this.#directory = directory;
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

  set(key: string, value: Value): void {
    if (this.#directory !== undefined) writeFileAtomically(this.#file(key), JSON.stringify(value));
    this.#entries.set(key, value);
  }

  delete(key: string): boolean {
    if (this.#directory !== undefined) rmSync(this.#file(key), { force: true });
    return this.#entries.delete(key);
  }

  #file(key: string): string {
    return join(this.#directory ?? '', encodeURIComponent(key) + ENTRY);
  }

  #load(directory: string): void {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(directory)) {
      const file = join(directory, name);
      if (name.endsWith(TEMPORARY)) rmSync(file);
      if (!name.endsWith(ENTRY)) continue;
      const key = decodeURIComponent(name.slice(0, -ENTRY.length));
      this.#entries.set(key, parseEntry(file) as Value);
    }
  }
}

function parseEntry(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`Can't read ${file}: ${reason}. Restore the file or delete it.`);
  }
}

/** Replaces a file's content in one step. Only its owner may read it: some entries contain private keys. */
export function writeFileAtomically(file: string, content: string): void {
  writeFileSync(file + TEMPORARY, content, { mode: 0o600 });
  renameSync(file + TEMPORARY, file);
}
