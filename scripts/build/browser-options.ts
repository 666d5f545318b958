import type { BuildOptions } from 'esbuild';

/** How everything for browsers is built. What is imported lazily becomes a file of its own. */
export const browserOptions = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  legalComments: 'none',
  // As in tsconfig.json, which esbuild does not read below node_modules, where npx puts all of this.
  tsconfigRaw: {
    compilerOptions: {
      experimentalDecorators: true,
      useDefineForClassFields: false,
      jsx: 'react-jsx',
    },
  },
  logLevel: 'error',
} as const satisfies BuildOptions;
