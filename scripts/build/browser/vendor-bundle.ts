import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { buildElements, packagesImportedBy } from './elements-bundle.ts';

const SDK = 'amazon-ivs-web-broadcast';

/**
 * What an import map names: the elements as our package has them, and the packages that they need, file by file as
 * they are published.
 */
export async function buildVendor(root: string, directory: string): Promise<void> {
  const elements = await buildElements(root, join(directory, 'audio-rooms'));
  const { metafile } = await build({
    ...browserOptions,
    absWorkingDir: root,
    entryPoints: packagesImportedBy(elements).filter((name) => name !== SDK),
    outdir: directory,
    write: false,
    metafile: true,
  });
  for (const file of Object.keys(metafile.inputs)) copyPackageFile(join(root, file), directory);
  copyPackageFile(createRequire(join(root, 'package.json')).resolve(SDK), directory);
}

/** Under its package's name and its own path in it. */
function copyPackageFile(path: string, directory: string): void {
  const target = join(directory, path.split(/[\\/]node_modules[\\/]/).at(-1) ?? '');
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
}
