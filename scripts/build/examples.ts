import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds the pages of `src/website/examples`, and beside them `embed/audio-room.js`: the element with all that it needs,
 * under a name that stays, for pages without a bundler.
 * @returns what was built, relative to the directory
 */
export async function buildExamples(root: string, directory: string): Promise<string[]> {
  const source = join(root, 'src/website/examples');
  const files = readdirSync(source);
  const scripts = files.filter((file) => extname(file) === '.ts');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      'embed/audio-room': 'components/audio-room.ts',
      ...Object.fromEntries(
        scripts.map((file) => [`examples/${basename(file, '.ts')}`, join(source, file)]),
      ),
    },
    outdir: directory,
    chunkNames: 'assets/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
  });
  mkdirSync(join(directory, 'examples'), { recursive: true });
  const pages = files.filter((file) => extname(file) !== '.ts');
  for (const file of pages) copyFileSync(join(source, file), join(directory, 'examples', file));
  copyFileSync(join(root, 'src/website/icon.svg'), join(directory, 'examples/icon.svg'));
  return [
    ...Object.keys(metafile.outputs).map((file) => relative(directory, join(root, file))),
    ...pages.map((file) => `examples/${file}`),
  ];
}
