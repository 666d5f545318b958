import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Metafile } from 'esbuild';
import { buildElements } from '../browser/elements-bundle.ts';
import { packageEntries } from '../browser/package-entries.ts';
import { replaceDirectory } from '../output/replace-directory.ts';
import { emitDeclarations } from './declarations.ts';
import { writeLicences } from './licences.ts';
import { writeManifest } from './package-manifest.ts';

const DOCS = ['docs/embed.md', 'docs/client.api.md'];

/** Builds the package that a page installs: the elements and the client with their types, the manifest and the docs. */
export async function buildPagePackage(root: string, directory: string): Promise<void> {
  const source = join(root, 'scripts/build/packages/page');
  await replaceDirectory(directory, async (temporary) => {
    const metafile = await buildElements(root, temporary);
    await emitDeclarations(root, join(temporary, 'types'));
    writeManifest(root, source, temporary, {
      sideEffects: definingScripts(metafile, relative(root, temporary)),
    });
    writeLicences(root, metafile, temporary);
    const elements = elementsOfThePackage(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
    writeFileSync(join(temporary, 'custom-elements.json'), elements);
    mkdirSync(join(temporary, 'docs'));
    for (const name of DOCS) {
      writeFileSync(join(temporary, name), onlyOwnLinks(readFileSync(join(root, name), 'utf8')));
    }
    copyFileSync(join(source, 'README.md'), join(temporary, 'README.md'));
    for (const name of ['LICENSE', 'CHANGELOG.md']) {
      copyFileSync(join(root, name), join(temporary, name));
    }
  });
}

/** The scripts with elements, which they define: bundlers must keep them, and may leave out what nothing uses of the others. */
const definingScripts = ({ outputs }: Metafile, directory: string): string[] =>
  Object.entries(outputs)
    .filter(([path]) => path.endsWith('.js'))
    .filter(([, { inputs, entryPoint = '' }]) =>
      [entryPoint, ...Object.keys(inputs)].some((source) => source.startsWith('components/')),
    )
    .map(([path]) => `./${relative(directory, path).split(sep).join('/')}`);

interface ElementsManifest {
  readonly modules: readonly { readonly path: string }[];
}

/** The elements that a page can import, under the paths at which it imports them. */
function elementsOfThePackage(json: string): string {
  const { modules, ...rest } = JSON.parse(json) as ElementsManifest;
  const sources = Object.values(packageEntries);
  const own = JSON.stringify({
    ...rest,
    modules: modules.filter(({ path }) => sources.includes(path)),
  });
  return Object.entries(packageEntries).reduce(
    (text, [name, source]) => text.replaceAll(`"${source}"`, `"${name}.js"`),
    own,
  );
}

/** Turns links to pages that only the repository has into plain text. */
const onlyOwnLinks = (markdown: string): string =>
  markdown.replace(/\[([^\]]+)\]\((?!#|https?:)([^)#]+)(?:#[^)]*)?\)/g, (link, text, target) =>
    DOCS.includes(`docs/${String(target)}`) ? link : String(text),
  );
