import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { replaceDirectory } from './swap.ts';

const run = promisify(execFile);

/** The modules that a package of ours offers, by the names under which it does. */
export function elementEntries(root: string): Record<string, string> {
  const isElement = (file: string): boolean =>
    file.endsWith('.ts') &&
    readFileSync(join(root, 'components', file), 'utf8').includes('@customElement(');
  const elements = readdirSync(join(root, 'components'))
    .filter(isElement)
    .map((file) => [file.slice(0, -3), `components/${file}`] as const);
  const languages = readdirSync(join(root, 'components/texts'))
    .filter((file) => file !== 'texts.ts')
    .map((file) => [`texts/${file.slice(0, -3)}`, `components/texts/${file}`] as const);
  return Object.fromEntries([
    ['index', 'components/index.ts'],
    ...elements,
    ...languages,
    ['room-session', 'src/client/room-session.ts'],
  ]);
}

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
      entryPoints: elementEntries(root),
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

async function emitTypes(root: string, directory: string): Promise<void> {
  const project = join(root, 'scripts/build/tsconfig.elements.json');
  await run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    ...['--project', project, '--outDir', directory],
  ]);
}
