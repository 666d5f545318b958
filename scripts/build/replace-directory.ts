import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
  try {
    const result = await fill(temporary);
    move(directory, old);
    renameSync(temporary, directory);
    return result;
  } finally {
    for (const rest of [temporary, old]) rmSync(rest, { recursive: true, force: true });
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

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There is none yet.
  }
}
