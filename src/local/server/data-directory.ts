import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../shared/is-object.ts';
import { StartError } from '../shared/start-error.ts';
import { reasonOf } from '../shared/storage-problems.ts';
import { writeFileAtomically } from '../shared/store.ts';

const FILE = 'origin.json';

/**
 * The version of what is stored. To be raised by a change that makes this server misread older directories, or older
 * servers misread new ones.
 */
const FORMAT = 1;

/**
 * Reads the origin that a data directory belongs to. It belongs to one because stages keep the endpoints that they were
 * created with.
 * @returns Undefined if the directory is new.
 * @throws {StartError} If the file that says so can't be read, or the directory is of another version.
 */
export function readOrigin(directory: string): string | undefined {
  const file = join(directory, FILE);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(file, reasonOf(error));
  }
  // The first servers wrote no version.
  const { origin, format = FORMAT } = isObject(content) ? content : {};
  if (format !== FORMAT) {
    throw new StartError(
      `The data in ${directory} is in format ${String(format)}, and this version of Audio Rooms reads ${FORMAT}. Use another directory, or the version that wrote it.`,
    );
  }
  if (typeof origin !== 'string' || !URL.canParse(origin))
    throw unreadable(file, 'it has no origin');
  return origin;
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
    writeFileAtomically(join(directory, FILE), JSON.stringify({ origin, format: FORMAT }));
  } catch (error) {
    throw new StartError(`Can't write to the data directory ${directory}: ${reasonOf(error)}`);
  }
}

/** A path below a file leads nowhere, too; creating the directory will say so. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));

const unreadable = (file: string, reason: string) =>
  new StartError(`Can't read ${file}: ${reason}. Restore the file, or use another data directory.`);
