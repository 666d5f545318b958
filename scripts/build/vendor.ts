import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { buildElements, elementEntries } from './elements.ts';

const SDK = 'amazon-ivs-web-broadcast';

/**
 * What an import map names: the elements as our package has them, and the packages that they need, file by file as
 * they are published.
 */
export async function buildVendor(root: string, directory: string): Promise<void> {
  await buildElements(root, join(directory, 'audio-rooms'), { types: false });
  const { metafile } = await build({
    ...browserOptions,
    absWorkingDir: root,
    entryPoints: elementEntries(root),
    outdir: directory,
    external: [SDK, 'qrcode'],
    write: false,
    metafile: true,
  });
  for (const input of Object.keys(metafile.inputs)) {
    if (!/^(components|src)\//.test(input)) copyPackageFile(join(root, input), directory);
  }
  copyPackageFile(createRequire(join(root, 'package.json')).resolve(SDK), directory);
  // The one that has no module to offer.
  await build({
    ...browserOptions,
    absWorkingDir: root,
    entryPoints: { qrcode: 'qrcode' },
    outdir: directory,
  });
}

/** Under its package's name and its own path in it. */
function copyPackageFile(path: string, directory: string): void {
  const target = join(directory, path.split(/[\\/]node_modules[\\/]/).at(-1) ?? '');
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
}
