import { build, type Metafile } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { packageEntries, packagesOfThePage } from './package-entries.ts';

/**
 * Builds the elements for others to bundle: plain modules, with what a page has of its own left to the bundler or import
 * map, so that it has one Lit, and the IVS SDK comes from its own package. Each has its source map, with the sources.
 * @returns what went into them
 */
export async function buildElements(root: string, directory: string): Promise<Metafile> {
  const { metafile } = await build({
    ...browserOptions,
    absWorkingDir: root,
    entryPoints: { ...packageEntries },
    outdir: directory,
    chunkNames: 'parts/[name]-[hash]',
    external: packagesOfThePage.flatMap((name) => [name, `${name}/*`]),
    sourcemap: 'linked',
    metafile: true,
  });
  return metafile;
}

/** The names under which built files import from packages. */
export function packagesImportedBy({ outputs }: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))];
}
