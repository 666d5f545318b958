import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { packageEntries } from './package-entries.ts';
import { replaceDirectory } from '../output/replace-directory.ts';

const run = promisify(execFile);

/**
 * Builds the elements for others to bundle: plain modules, with what they depend on left to the bundler or import map,
 * so that a page has one Lit, and the IVS SDK comes from its own package. With types beside them.
 * @returns the names under which they import from packages
 */
export async function buildElements(
  root: string,
  directory: string,
  { types = true } = {},
): Promise<string[]> {
  return replaceDirectory(directory, async (temporary) => {
    const { metafile } = await build({
      ...browserOptions,
      absWorkingDir: root,
      entryPoints: { ...packageEntries },
      outdir: temporary,
      chunkNames: 'parts/[name]-[hash]',
      packages: 'external',
      metafile: true,
    });
    if (types) await emitTypes(root, join(temporary, 'types'));
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))];
  });
}

/** Writes the declarations of everything that the package exports. */
export async function emitTypes(root: string, directory: string): Promise<void> {
  const project = join(root, 'scripts/build/tsconfig.elements.json');
  await run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--project', project, '--outDir', directory],
  ]);
}
