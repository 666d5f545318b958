import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a script of the folder `in-page`, to be run in a page. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`in-page/${name}`, import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
