import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { OutputFile } from 'esbuild';

/** Writes what esbuild made for one directory into another one. */
export function writeOutputs(
  files: readonly Pick<OutputFile, 'path' | 'contents'>[],
  madeFor: string,
  directory: string,
): void {
  for (const { path, contents } of files) {
    const target = join(directory, relative(madeFor, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
}
