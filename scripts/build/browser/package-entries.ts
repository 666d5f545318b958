import { readFileSync } from 'node:fs';

interface Export {
  readonly types: string;
  readonly default: string;
}

interface PageManifest {
  readonly exports: Readonly<Record<string, Export | string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(
  readFileSync(new URL('../packages/page/manifest.json', import.meta.url), 'utf8'),
) as PageManifest;

/**
 * The modules that the package for pages exports, as `exports` in its manifest lists them: the source of each by the
 * name of its built file, without `.js`.
 */
export const packageEntries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(manifest.exports).flatMap((entry) => {
    if (typeof entry === 'string') return [];
    const name = entry.default.replace(/^\.\/(.*)\.js$/, '$1');
    const source = entry.types.replace(/^\.\/types\/(.*)\.d\.ts$/, '$1.ts');
    return [[name, source]];
  }),
);

/** The packages that a page installs with it, or has of its own. Whatever else our code imports is in our files. */
export const packagesOfThePage: readonly string[] = [
  ...Object.keys(manifest.dependencies),
  ...Object.keys(manifest.peerDependencies),
];
