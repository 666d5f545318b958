import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { BuildError } from './build-error.ts';
import { measure, type BuiltFile } from './bundle-sizes.ts';
import { replaceDirectory } from './replace-directory.ts';

/** What index.html refers to beside itself: `src="./demo.ts"`, `href="./icon.svg"`. */
const LOCAL_REFERENCE = /(\s(?:src|href)=")\.\/([^"]+)(")/g;

const BUNDLED = new Set(['.ts', '.css']);

/** Under the name by which crawlers ask for it. */
const ROBOTS = 'robots.txt';

/**
 * Bundles the website: index.html with every file that it refers to, under names that hold a hash of their content.
 * What is imported lazily becomes a file of its own. Beside it `embed/audio-room.js`: the element with all that it
 * needs, under a name that stays, for pages elsewhere that have no bundler.
 */
export async function buildWebsite(root: string, directory: string): Promise<BuiltFile[]> {
  const source = join(root, 'website');
  const index = join(source, 'index.html');
  if (!existsSync(index)) throw new BuildError(`There is no website: ${index} is missing`);
  const html = readFileSync(index, 'utf8');
  const references = [...html.matchAll(LOCAL_REFERENCE)].map((match) => match[2] ?? '');
  const missing = references.filter((name) => !existsSync(join(source, name)));
  if (missing.length > 0) {
    throw new BuildError(`website/index.html refers to missing files: ${missing.join(', ')}`);
  }
  return replaceDirectory(directory, async (temporary) => {
    const bundled = references.filter((name) => BUNDLED.has(extname(name)));
    const { metafile } = await build({
      ...browserOptions,
      absWorkingDir: root,
      entryPoints: bundled.map((name) => join(source, name)),
      outdir: temporary,
      entryNames: 'assets/[name]-[hash]',
      chunkNames: 'assets/[name]-[hash]',
      assetNames: 'assets/[name]-[hash]',
      minify: true,
      metafile: true,
    });
    const outputs = describeOutputs(metafile, root, temporary);
    const names = new Map<string, string>();
    for (const name of references) {
      const built = outputs.get(relative(root, join(source, name)));
      names.set(name, built ?? copyAsset(join(source, name), temporary));
    }
    const page = html.replace(
      LOCAL_REFERENCE,
      (_match, start: string, name: string, end: string) =>
        `${start}/${names.get(name) ?? name}${end}`,
    );
    // Without these the browser learns of a script's imports only when it has the script.
    const preloads = staticImports(
      metafile,
      bundled.map((name) => relative(root, join(source, name))),
    )
      .map(
        (file) => `<link rel="modulepreload" href="/${relative(temporary, join(root, file))}" />`,
      )
      .join('');
    writeFileSync(join(temporary, 'index.html'), page.replace('</head>', `${preloads}</head>`));
    const embed = await build({
      ...browserOptions,
      absWorkingDir: root,
      entryPoints: { 'embed/audio-room': 'components/audio-room/audio-room.ts' },
      outdir: temporary,
      chunkNames: 'assets/[name]-[hash]',
      minify: true,
      metafile: true,
    });
    copyFileSync(join(source, ROBOTS), join(temporary, ROBOTS));
    const built = [metafile, embed.metafile]
      .flatMap(({ outputs }) => Object.keys(outputs))
      .map((file) => relative(temporary, join(root, file)));
    return [...new Set([...built, 'index.html', ROBOTS])].map((name) =>
      measure(`website/${name}`, join(temporary, name)),
    );
  });
}

/** Names of the built files by those of their sources. */
function describeOutputs(metafile: Metafile, root: string, directory: string): Map<string, string> {
  const outputs = new Map<string, string>();
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint !== undefined) outputs.set(entryPoint, relative(directory, join(root, file)));
  }
  return outputs;
}

/** The chunks that entry points import, themselves or through others, other than lazily. */
function staticImports(metafile: Metafile, entryPoints: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    for (const { path, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement' || found.has(path)) continue;
      found.add(path);
      visit(path);
    }
  };
  for (const [file, { entryPoint = '' }] of Object.entries(metafile.outputs)) {
    if (entryPoints.includes(entryPoint)) visit(file);
  }
  return [...found];
}

function copyAsset(path: string, directory: string): string {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8);
  const extension = extname(path);
  const name = `assets/${basename(path, extension)}-${hash.toUpperCase()}${extension}`;
  mkdirSync(join(directory, 'assets'), { recursive: true });
  copyFileSync(path, join(directory, name));
  return name;
}
