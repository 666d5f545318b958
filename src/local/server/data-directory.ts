import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../shared/start-error.ts';
import { writeFileAtomically } from '../shared/store.ts';

const FILE = 'origin.json';

/**
 * Stages are joined at the address that they were made with, so a data directory belongs to one address.
 * @returns where its rooms live, or undefined if it is new.
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

/** @throws {StartError} if nothing can be written there, or it belongs to another address. */
export function claimDirectory(directory: string, origin: string): void {
  const owner = readOrigin(directory);
  if (owner !== undefined && owner !== origin) {
    throw new StartError(
      `The data in ${directory} belongs to ${owner}: start it there, or use another directory.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileAtomically(join(directory, FILE), JSON.stringify({ origin }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`Can not write to the data directory ${directory}: ${reason}`);
  }
}
