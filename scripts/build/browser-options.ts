import type { BuildOptions } from 'esbuild';

/** How everything for browsers is built. What is imported lazily becomes a file of its own. */
export const browserOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
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
} as const satisfies BuildOptions;
