import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { functions } from '../../src/backend/functions.ts';
import { BuildError } from './build-error.ts';
import { measure, type BuiltFile } from './bundle-sizes.ts';
import { replaceDirectory } from './replace-directory.ts';

/**
 * Bundles each function of the manifest into one file with nothing outside it but Node itself: what is deployed.
 * @throws {BuildError} if a function has no source; the others are built all the same.
 */
export async function buildHandlers(root: string, directory: string): Promise<BuiltFile[]> {
  const names = Object.keys(functions);
  const sourceOf = (name: string) => join(root, 'handlers', `${name}.ts`);
  const present = names.filter((name) => existsSync(sourceOf(name)));
  const files = await replaceDirectory(directory, async (temporary) => {
    await build({
      entryPoints: present.map((name) => ({ in: sourceOf(name), out: name })),
      outdir: temporary,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      // Where a package has ES modules, what is not used of them is left out.
      mainFields: ['module', 'main'],
      // Lambda hands credentials over in the environment; the SDK's chain for laptops would add 120 KB to each bundle.
      alias: {
        '@aws-sdk/credential-provider-node': join(
          root,
          'src/backend/aws/environment-credentials.ts',
        ),
      },
      minify: true,
      legalComments: 'none',
      logLevel: 'error',
    });
    return present.map((name) => measure(`handlers/${name}.cjs`, join(temporary, `${name}.cjs`)));
  });
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `handlers/${name}.ts`).join(', ');
    throw new BuildError(`src/backend/functions.ts names functions that have no source: ${list}`);
  }
  return files;
}
