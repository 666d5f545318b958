import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { BuildError } from '../output/build-error.ts';

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Writes the licences of the packages whose code is inside our files: they ask for that. */
export function writeLicences(root: string, { inputs }: Metafile, directory: string): void {
  const packages = new Set(Object.keys(inputs).flatMap((path) => PACKAGE.exec(path) ?? []));
  const texts = new Map<string, string[]>();
  for (const path of [...packages].sort()) {
    const { name, version, license } = JSON.parse(
      readFileSync(join(root, path, 'package.json'), 'utf8'),
    ) as { name: string; version: string; license?: string };
    const text = licenceIn(join(root, path)) ?? license;
    if (text === undefined) throw new BuildError(`${path} has no licence that we could pass on`);
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`);
  writeFileSync(join(directory, 'THIRD-PARTY-LICENCES.txt'), parts.join(`\n${'-'.repeat(80)}\n\n`));
}

function licenceIn(directory: string): string | undefined {
  const name = readdirSync(directory).find((file) => /^licen[cs]e(\.\w+)?$/i.test(file));
  return name !== undefined && existsSync(join(directory, name))
    ? readFileSync(join(directory, name), 'utf8')
    : undefined;
}
