import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { functions, type FunctionName } from '../../../../src/backend/functions.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** A directory that goes when its owner says so. */
export function temporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'audio-rooms-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Bundles fixtures as the deployment's handlers are, each under the name that it stands in for. */
export async function bundleFixtures(
  directory: string,
  fixtures: Readonly<Record<string, string>>,
): Promise<void> {
  await build({
    entryPoints: Object.entries(fixtures).map(([out, fixture]) => ({
      in: join(FIXTURES, `${fixture}.ts`),
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

/** Bundles for every function of the manifest: one that behaves as it is told, unless another fixture is named. */
export async function bundleAll(
  directory: string,
  others: Partial<Record<FunctionName, string>> = {},
): Promise<void> {
  const names = Object.keys(functions);
  await bundleFixtures(
    directory,
    Object.fromEntries(names.map((name) => [name, others[name as FunctionName] ?? 'behave'])),
  );
}
