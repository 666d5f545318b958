import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { browserOptions } from './browser-options.ts';
import { BuildError } from '../output/build-error.ts';
import { measure, type BuiltFile } from '../output/bundle-sizes.ts';
import { compactTemplates } from './compact-templates.ts';
import { IncrementalBuild, type Outputs } from '../output/incremental-build.ts';
import { ownSourceMap } from '../output/own-source-map.ts';
import { ownTrustedTypes } from './own-trusted-types.ts';
import { replaceDirectory } from '../output/replace-directory.ts';
import { writeOutputs } from '../output/write-outputs.ts';

/** What index.html refers to beside itself: `src="./demo.ts"`, `href="./icon.svg"`. */
const LOCAL_REFERENCE = /(\s(?:src|href)=")\.\/([^"]+)(")/g;

const BUNDLED = new Set(['.ts', '.css']);

const ELEMENT = { 'embed/audio-room': 'components/audio-room/audio-room.ts' };

/** Crawlers ask for it under this name. */
const ROBOTS = 'robots.txt';

export interface WebsiteBuildOptions {
  /**
   * Readable code and full source maps instead of small files. Names of scripts stay, so they must not be cached as
   * immutable.
   */
  readonly development?: boolean;
  /** Scripts that no page refers to, by the name under which they are served without extension; for development. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/**
 * Bundles the website: index.html with every file that it refers to, under names that contain a hash of their content.
 * Each lazy import becomes a file of its own. `embed/audio-room.js` is the element with all that it needs, under a
 * constant name, for pages elsewhere that have no bundler.
 *
 * Each script has a source map beside it, to which nothing refers: it is not deployed, and the local server names it in a
 * header. A comment in each script would cost the page 300 bytes before anybody joins.
 * @returns what is deployed
 */
export async function buildWebsite(root: string, directory: string): Promise<BuiltFile[]> {
  const website = new WebsiteBuild(root, directory);
  try {
    const names = await website.build();
    return names
      .filter((name) => !name.endsWith('.map'))
      .map((name) => measure(`website/${name}`, join(directory, name)));
  } finally {
    await website.dispose();
  }
}

/** Builds the website again and again. The second time and later, esbuild reads only the files that have changed. */
export class WebsiteBuild {
  readonly #root: string;
  readonly #source: string;
  readonly #directory: string;
  readonly #development: boolean;
  readonly #site = new IncrementalBuild();
  readonly #element = new IncrementalBuild();
  readonly #scripts: Readonly<Record<string, string>>;

  constructor(
    root: string,
    directory: string,
    { development = false, scripts = {} }: WebsiteBuildOptions = {},
  ) {
    this.#root = root;
    this.#source = join(root, 'website');
    this.#directory = directory;
    this.#development = development;
    this.#scripts = scripts;
  }

  /**
   * @returns the names of the built files
   * @throws {BuildError} if index.html, or a file that it refers to, is missing
   */
  async build(): Promise<string[]> {
    const html = this.#readIndex();
    const references = [...html.matchAll(LOCAL_REFERENCE)].map((match) => match[2] ?? '');
    const missing = references.filter((name) => !existsSync(join(this.#source, name)));
    if (missing.length > 0) {
      throw new BuildError(`website/index.html refers to missing files: ${missing.join(', ')}`);
    }
    const entryPoints = references
      .filter((name) => BUNDLED.has(extname(name)))
      .map((name) => `website/${name}`);
    const { outputFiles, metafile } = await this.#bundle(entryPoints);
    return replaceDirectory(this.#directory, (temporary) => {
      const built = outputFiles.map((file) =>
        file.path.endsWith('.map') && !this.#development
          ? { path: file.path, contents: Buffer.from(ownSourceMap(file.text)) }
          : file,
      );
      writeOutputs(built, this.#outdir, temporary);
      const names = this.#namesOf(metafile);
      for (const name of references) {
        if (!names.has(name)) names.set(name, copyAsset(join(this.#source, name), temporary));
      }
      const preloads = this.#preloads(metafile, entryPoints);
      writeFileSync(join(temporary, 'index.html'), linked(html, names, preloads));
      copyFileSync(join(this.#source, ROBOTS), join(temporary, ROBOTS));
      const files = built.map(({ path }) => relative(this.#outdir, path));
      return Promise.resolve([...new Set([...files, 'index.html', ROBOTS])]);
    });
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#site.dispose(), this.#element.dispose()]);
  }

  /** @returns all files, and what the files of the page import */
  async #bundle(entryPoints: readonly string[]): Promise<Outputs> {
    if (this.#development) {
      // One build of all takes half as long as two, but gives the page chunks that only the element needs.
      const inAssets = entryPoints.map((path): [string, string] => [
        `assets/${basename(path, extname(path))}`,
        path,
      ]);
      const entries = { ...Object.fromEntries<string>(inAssets), ...ELEMENT, ...this.#scripts };
      return this.#site.build({ ...this.#options(), entryPoints: entries });
    }
    const [site, element] = await Promise.all([
      this.#site.build({
        ...this.#options(),
        entryPoints: [...entryPoints],
        entryNames: 'assets/[name]-[hash]',
      }),
      this.#element.build({
        ...this.#options(),
        plugins: [compactTemplates, ownTrustedTypes],
        entryPoints: ELEMENT,
      }),
    ]);
    return { ...site, outputFiles: [...site.outputFiles, ...element.outputFiles] };
  }

  /** Source maps name sources relative to it. */
  get #outdir(): string {
    return join(this.#root, 'dist/website');
  }

  #options() {
    return {
      ...browserOptions,
      absWorkingDir: this.#root,
      outdir: this.#outdir,
      chunkNames: 'assets/[name]-[hash]',
      assetNames: 'assets/[name]-[hash]',
      minify: !this.#development,
      sourcemap: 'external',
      plugins: this.#development ? [ownTrustedTypes] : [compactTemplates],
      ...(this.#development && { logLevel: 'silent' }),
    } as const satisfies BuildOptions;
  }

  #readIndex(): string {
    const index = join(this.#source, 'index.html');
    if (!existsSync(index)) throw new BuildError(`There is no website: ${index} is missing`);
    return readFileSync(index, 'utf8');
  }

  /** Names of the built files by those of their sources. */
  #namesOf(metafile: Metafile): Map<string, string> {
    const names = new Map<string, string>();
    for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
      if (entryPoint !== undefined) {
        names.set(relative('website', entryPoint), this.#served(file));
      }
    }
    return names;
  }

  /** Without these the browser finds a script's imports only after it has loaded the script. */
  #preloads(metafile: Metafile, entryPoints: readonly string[]): string {
    return staticImports(metafile, entryPoints)
      .map((file) => `<link rel="modulepreload" href="/${this.#served(file)}" />`)
      .join('');
  }

  #served(output: string): string {
    return relative(this.#outdir, join(this.#root, output));
  }
}

const linked = (html: string, names: ReadonlyMap<string, string>, preloads: string): string =>
  html
    .replace(
      LOCAL_REFERENCE,
      (_match, start: string, name: string, end: string) =>
        `${start}/${names.get(name) ?? name}${end}`,
    )
    .replace('</head>', `${preloads}</head>`);

/** The chunks that entry points import, directly or through others, except lazily. */
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
