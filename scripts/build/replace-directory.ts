import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Fills a directory beside the one that it is to replace, then puts it in its place: whoever reads meanwhile, such as
 * a server that runs, finds the old files or the new ones, and a build that fails leaves the old ones.
 */
export async function replaceDirectory<Result>(
  directory: string,
  fill: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const temporary = `${directory}.${process.pid}.tmp`;
  const old = `${directory}.${process.pid}.old`;
  mkdirSync(dirname(directory), { recursive: true });
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  try {
    const result = await fill(temporary);
    move(directory, old);
    renameSync(temporary, directory);
    return result;
  } finally {
    for (const rest of [temporary, old]) rmSync(rest, { recursive: true, force: true });
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There is none yet.
  }
}
