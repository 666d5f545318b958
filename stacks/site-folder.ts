import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { OperatorError } from './operator-error.ts';

/** The tag of files that the website no longer has. The bucket deletes them some days after they got it. */
export const RETIRED_TAG = { key: 'audio-rooms:retired', value: 'true' } as const;

/**
 * The paths of the built website's files, without source maps.
 *
 * @throws {OperatorError} if it is not built.
 */
export function listSiteFiles(directory: string): string[] {
  if (!existsSync(join(directory, 'index.html'))) {
    throw new OperatorError(`There is no index.html in ${directory}. Run npm run build first.`);
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** A hash of all files and their paths. */
export function hashSite(directory: string): string {
  const hash = createHash('sha256');
  for (const file of listSiteFiles(directory)) {
    const content = readFileSync(join(directory, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
