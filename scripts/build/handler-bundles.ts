import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { functions } from '../../src/backend/functions.ts';
import { BuildError } from './output/build-error.ts';
import { measure, type BuiltFile } from './output/bundle-sizes.ts';
import { ownSourceMap } from './output/own-source-map.ts';
import { replaceDirectory } from './output/replace-directory.ts';
import { writeOutputs } from './output/write-outputs.ts';

/**
 * How handlers are bundled: one CommonJS file each, with a source map beside it. Nothing is written.
 * @param directory - Where the bundles will be; source maps name their sources relative to it.
 */
export function handlerOptions(root: string, directory: string, names: readonly string[]) {
  return {
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: sourceOf(root, name), out: name })),
    outdir: directory,
    write: false,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    // The sources themselves are in the repository.
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  } as const satisfies BuildOptions;
}

/**
 * Bundles each function of the manifest into one file that needs nothing but Node: what is deployed.
 * @throws {BuildError} if a function has no source; the others are built all the same.
 */
export async function buildHandlers(root: string, directory: string): Promise<BuiltFile[]> {
  // Wherever a build goes, its bytes are the same.
  const deployed = join(root, 'dist/handlers');
  const names = Object.keys(functions);
  const present = names.filter((name) => existsSync(sourceOf(root, name)));
  const files = await replaceDirectory(directory, async (temporary) => {
    const { outputFiles } = await build({
      ...handlerOptions(root, deployed, present),
      // Where a package has ES modules, esbuild leaves out the exports that nothing imports.
      mainFields: ['module', 'main'],
      // Lambda passes credentials in the environment; the SDK's chain for laptops would add 120 KB to each bundle.
      alias: {
        '@aws-sdk/credential-provider-node': join(
          root,
          'src/backend/aws/environment-credentials.ts',
        ),
      },
      minify: true,
    });
    const files = outputFiles.map(({ path, contents, text }) => ({
      path,
      contents: path.endsWith('.map') ? Buffer.from(ownSourceMap(text)) : contents,
    }));
    writeOutputs(files, deployed, temporary);
    return present
      .flatMap((name) => [`${name}.cjs`, `${name}.cjs.map`])
      .map((name) => measure(`handlers/${name}`, join(temporary, name)));
  });
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `handlers/${name}.ts`).join(', ');
    throw new BuildError(`src/backend/functions.ts names functions that have no source: ${list}`);
  }
  return files;
}

const sourceOf = (root: string, name: string): string => join(root, 'handlers', `${name}.ts`);
