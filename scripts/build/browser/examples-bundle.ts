import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { build } from 'esbuild';
import type { PageNeeds } from '../../../src/api/page-headers.ts';
import { browserOptions } from './browser-options.ts';
import { packageEntries } from './package-entries.ts';
import { replaceDirectory } from '../output/replace-directory.ts';
import { buildVendor } from './vendor-bundle.ts';

/** Packages for development only, each with a page of its name. */
const FRAMEWORKS = ['react', 'vue'];

/** The page without a bundler: its script is freed of its types, and that is all. */
const UNBUNDLED = 'import-map';

/** Vue makes a policy of its own. */
const TRUSTED_TYPES: Readonly<Record<string, readonly string[]>> = { vue: ['vue'] };

const IMPORT_MAP = /<script type="importmap">([^<]*)<\/script>/;

/**
 * Builds the pages of `website/examples`, which `npm start` serves and which are not deployed; beside them what
 * the import map names, and in `needs.json` what a page needs besides what the website's policy allows.
 */
export async function buildExamples(root: string, directory: string): Promise<void> {
  const source = join(root, 'website/examples');
  const leftOut = FRAMEWORKS.filter((name) => !existsSync(join(root, 'node_modules', name)));
  const files = readdirSync(source)
    .filter((file) => !file.endsWith('.d.ts'))
    .map((file) => ({ path: join(source, file), ...parse(file) }))
    .filter(({ name }) => !leftOut.includes(name));
  const scripts = files.filter(({ ext }) => /^\.tsx?$/.test(ext));
  await replaceDirectory(directory, async (temporary) => {
    await Promise.all([
      build({
        ...browserOptions,
        absWorkingDir: root,
        entryPoints: scripts.filter(({ name }) => name !== UNBUNDLED).map(({ path }) => path),
        outdir: temporary,
        chunkNames: 'parts/[name]-[hash]',
        sourcemap: 'external',
        alias: Object.fromEntries(
          Object.entries(packageEntries).map(([name, file]) => [
            name === 'index' ? 'audio-rooms' : `audio-rooms/${name}`,
            join(root, file),
          ]),
        ),
        define: {
          // As at a developer's: only then does React's strict mode render twice.
          'process.env.NODE_ENV': '"development"',
          __VUE_OPTIONS_API__: 'false',
          __VUE_PROD_DEVTOOLS__: 'false',
          __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
        },
      }),
      build({
        ...browserOptions,
        bundle: false,
        splitting: false,
        sourcemap: 'external',
        entryPoints: scripts.filter(({ name }) => name === UNBUNDLED).map(({ path }) => path),
        outdir: temporary,
      }),
      buildVendor(root, join(temporary, 'vendor')),
    ]);
    const needs: Record<string, PageNeeds> = {};
    for (const { path, name, base, ext } of files.filter((file) => !scripts.includes(file))) {
      copyFileSync(path, join(temporary, base));
      if (ext === '.html') needs[base] = needsOf(name, readFileSync(path, 'utf8'));
    }
    copyFileSync(join(root, 'website/icon.svg'), join(temporary, 'icon.svg'));
    writeFileSync(join(temporary, 'needs.json'), JSON.stringify(needs));
    const index = join(temporary, 'index.html');
    writeFileSync(index, withoutLinks(readFileSync(index, 'utf8'), leftOut));
  });
}

function needsOf(name: string, html: string): PageNeeds {
  const [, importMap] = IMPORT_MAP.exec(html) ?? [];
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
  return {
    ...(importMap !== undefined && { scripts: [`'sha256-${hash(importMap)}'`] }),
    ...(TRUSTED_TYPES[name] && { trustedTypes: TRUSTED_TYPES[name] }),
  };
}

/** The list of examples, which says why one of them is not here. */
function withoutLinks(html: string, leftOut: readonly string[]): string {
  return leftOut.reduce(
    (text, name) =>
      text.replace(
        new RegExp(`<a href="/examples/${name}\\.html">(.*?)</a>`),
        '$1 (not here: it needs the development packages, which <code>npm ci</code> installs)',
      ),
    html,
  );
}
