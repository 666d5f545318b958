import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Failure } from './tally.ts';

/** Git ignores it, and builds leave it alone. */
const FILE = 'dist/last-test-run.json';

/**
 * Reads what failed in the last run.
 * @param root - The folder that has `test/` in it.
 * @throws {Error} If there was no run, or the last one was interrupted: nobody knows what would have failed.
 */
export function failuresOfLastRun(root: string): readonly Failure[] {
  try {
    return JSON.parse(readFileSync(resolve(root, FILE), 'utf8')) as Failure[];
  } catch (cause) {
    throw new Error('No run of the tests has come to its end. Run `npm test` first.', { cause });
  }
}

/** Forgets the last run. To be called when the next one begins. */
export function forgetLastRun(root: string): void {
  rmSync(resolve(root, FILE), { force: true });
}

/** Remembers a run that has come to its end. */
export function rememberRun(root: string, failures: readonly Failure[]): void {
  const file = resolve(root, FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(failures));
}
