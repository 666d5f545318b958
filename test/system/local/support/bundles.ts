import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { functions, type FunctionName } from '../../../../src/backend/functions.ts';

const FUNCTIONS = fileURLToPath(new URL('../aws/functions', import.meta.url));

/**
 * Bundles test functions in the way of the deployment's handlers.
 * @param sources - Names in `aws/functions`, by the names of the bundles.
 */
export async function bundleFunctions(
  directory: string,
  sources: Readonly<Record<string, string>>,
): Promise<void> {
  await build({
    entryPoints: Object.entries(sources).map(([out, source]) => ({
      in: join(FUNCTIONS, `${source}.ts`),
      out,
    })),
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}

/** Makes a bundle for every function of the manifest: of the test function `behave` unless another one is given. */
export async function bundleAll(
  directory: string,
  others: Partial<Record<FunctionName, string>> = {},
): Promise<void> {
  const names = Object.keys(functions);
  await bundleFunctions(
    directory,
    Object.fromEntries(names.map((name) => [name, others[name as FunctionName] ?? 'behave'])),
  );
}
