import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Removes indentation from the elements' templates, and comments and spaces from their styles: esbuild takes them for text. */
export const compactTemplates: Plugin = {
  name: 'compact-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/](components|website)[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = path.endsWith('.styles.ts')
        ? source.replace(/css`([^`]*)`/g, (_template, css: string) => `css\`${compactCss(css)}\``)
        : source.replace(/^[ \t]+/gm, '');
      return { contents, loader: 'ts' };
    });
  },
};

const compactCss = (css: string): string =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/([{;:,]) /g, '$1')
    .replace(/ \{/g, '{')
    .replace(/(?<=[ (:,-])0\./g, '.')
    .replace(/;? \}/g, '}')
    .replace(/(?<!\$\{\w+)\} /g, '}'); // the end of a rule, not of an expression
