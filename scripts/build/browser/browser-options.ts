import { readFileSync } from 'node:fs';
import type { BuildOptions } from 'esbuild';

const { browserslist } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { browserslist: string[] };

/** The oldest supported browsers, from `browserslist` in package.json, as esbuild writes them, such as `safari17.5`. */
export const browserTargets = browserslist.map((browser) =>
  browser.replace('ios_saf', 'ios').replace(' >= ', ''),
);

/** How everything for browsers is built. What is imported lazily becomes a file of its own. */
export const browserOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: browserTargets,
  legalComments: 'none',
  // As in tsconfig.browser.json, which esbuild does not look for.
  tsconfigRaw: {
    compilerOptions: {
      experimentalDecorators: true,
      useDefineForClassFields: false,
      jsx: 'react-jsx',
    },
  },
  logLevel: 'error',
} satisfies BuildOptions;
