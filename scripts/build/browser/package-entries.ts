import { readFileSync } from 'node:fs';

const BUILT = './dist/elements/';

interface Export {
  readonly types: string;
  readonly default?: string;
}

const { exports } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { exports: Readonly<Record<string, Export | string>> };

/**
 * The modules that the package exports, as `exports` in package.json lists them: the source of each by the name of its
 * built file, without `.js`.
 */
export const packageEntries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(exports).flatMap((entry) => {
    if (typeof entry === 'string' || entry.default === undefined) return [];
    const name = entry.default.slice(BUILT.length).replace(/\.js$/, '');
    const source = entry.types.slice(`${BUILT}types/`.length).replace(/\.d\.ts$/, '.ts');
    return [[name, source]];
  }),
);
