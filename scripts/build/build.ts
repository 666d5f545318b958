import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExamples } from './browser/examples-bundle.ts';
import { buildHandlers } from './handler-bundles.ts';
import { formatSizes, type BuiltFile } from './output/bundle-sizes.ts';
import { buildWebsite } from './browser/website-bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds all that is served and deployed into `dist/`: the handlers' bundles and the website, and the examples, which
 * are served only.
 * @returns what is deployed
 */
export async function build(): Promise<BuiltFile[]> {
  const parts = await Promise.allSettled([
    buildHandlers(ROOT, join(ROOT, 'dist/handlers')),
    buildWebsite(ROOT, join(ROOT, 'dist/website')),
    buildExamples(ROOT, join(ROOT, 'dist/examples')).then(() => []),
  ]);
  const errors: unknown[] = parts.flatMap((part) =>
    part.status === 'rejected' ? [part.reason as unknown] : [],
  );
  // Each part is built whatever happens to the other; the first reason to fail is told.
  if (errors.length > 0) throw errors[0];
  return parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(`Built in dist/:\n${formatSizes(await build())}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
