import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { functions } from '../../../src/backend/functions.ts';
import { buildHandlers, handlerOptions } from '../handler-bundles.ts';
import { replaceDirectory } from '../output/replace-directory.ts';
import { writeLicences } from './licences.ts';
import { writeManifest } from './package-manifest.ts';

/** What the command runs. It bundles the website on the machine it runs on, with the IVS SDK from that one's own package. */
const SOURCES = [
  ...['components', 'src/api', 'src/client', 'src/local', 'website'],
  // The data that backend and embedded cloud share.
  'src/backend/*.ts',
  ...['scripts/start.mjs', 'scripts/start.ts'],
  ...['build.ts', 'handler-bundles.ts', 'browser', 'output', 'packages/page/manifest.json'].map(
    (name) => `scripts/build/${name}`,
  ),
  ...['LICENSE', 'CHANGELOG.md'],
];

/** Builds the package that a machine runs: the command that serves the whole system, and the functions as deployed. */
export async function buildLocalPackage(root: string, directory: string): Promise<void> {
  const source = join(root, 'scripts/build/packages/local');
  await replaceDirectory(directory, async (temporary) => {
    await buildHandlers(root, join(temporary, 'dist/handlers'));
    const { metafile } = await build({
      ...handlerOptions(root, temporary, Object.keys(functions)),
      metafile: true,
    });
    writeLicences(root, metafile, temporary);
    for (const name of SOURCES.flatMap((pattern) => filesLike(root, pattern))) {
      mkdirSync(dirname(join(temporary, name)), { recursive: true });
      cpSync(join(root, name), join(temporary, name), { recursive: true });
    }
    writeManifest(root, source, temporary);
    copyFileSync(join(source, 'README.md'), join(temporary, 'README.md'));
  });
}

/** What lies in a folder, if a pattern ends so; else the pattern itself. */
function filesLike(root: string, pattern: string): string[] {
  if (!pattern.endsWith('/*.ts')) return [pattern];
  const folder = dirname(pattern);
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts'));
  return names.map((name) => `${folder}/${name}`);
}
