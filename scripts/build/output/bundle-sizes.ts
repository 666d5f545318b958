import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** A built file. */
export interface BuiltFile {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

export function measure(name: string, path: string): BuiltFile {
  const content = readFileSync(path);
  return { name, bytes: content.length, gzipBytes: gzipSync(content).length };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

/** A line a file: name, size, size as it travels. */
export function formatSizes(files: readonly BuiltFile[]): string {
  const width = Math.max(0, ...files.map(({ name }) => name.length));
  return files
    .map(
      ({ name, bytes, gzipBytes }) =>
        `  ${name.padEnd(width)} ${kilobytes(bytes)}  gzip ${kilobytes(gzipBytes)}`,
    )
    .join('\n');
}
