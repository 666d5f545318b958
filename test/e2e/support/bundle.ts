import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A script of this folder with all that it imports, to be run inside a page. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
