import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../shared/start-error.ts';
import { writeFileAtomically } from '../shared/store.ts';

const FILE = 'origin.json';

/**
 * Reads the origin that a data directory belongs to. It belongs to one because stages keep the endpoints that they were
 * created with.
 * @returns Undefined if the directory is new.
 */
export function readOrigin(directory: string): string | undefined {
  try {
    const { origin } = JSON.parse(readFileSync(join(directory, FILE), 'utf8')) as {
      origin: string;
    };
    return origin;
  } catch {
    return undefined;
  }
}

/** @throws {StartError} If the directory can't be written to or belongs to another origin. */
export function claimDirectory(directory: string, origin: string): void {
  const owner = readOrigin(directory);
  if (owner !== undefined && owner !== origin) {
    throw new StartError(
      `The data in ${directory} belongs to ${owner}. Start the server there, or use another directory.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileAtomically(join(directory, FILE), JSON.stringify({ origin }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`Can't write to the data directory ${directory}: ${reason}`);
  }
}
