import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../../../src/local/shared/is-running.ts';

/**
 * Fills a temporary directory, then puts it in the place of another one. Whoever reads the directory meanwhile, such as a
 * running server, finds the old files or the new ones, and a build that fails leaves the old ones.
 */
export async function replaceDirectory<Result>(
  directory: string,
  fill: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const temporary = `${directory}.${process.pid}.tmp`;
  const old = `${directory}.${process.pid}.old`;
  mkdirSync(dirname(directory), { recursive: true });
  removeLeftovers(directory);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  const remove = () => {
    for (const rest of [temporary, old]) rmSync(rest, { recursive: true, force: true });
  };
  process.once('exit', remove); // Ctrl-C does not wait for the build
  try {
    const result = await fill(temporary);
    move(directory, old);
    renameSync(temporary, directory);
    return result;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Removes what builds left behind that were killed. */
function removeLeftovers(directory: string): void {
  const parent = dirname(directory);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(directory)}.`)) continue;
    const [, pid] = /\.(\d+)\.(?:tmp|old)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There is none yet.
  }
}
