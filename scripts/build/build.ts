import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildExamples } from './browser/examples-bundle.ts';
import { buildHandlers } from './handler-bundles.ts';
import { formatSizes, type BuiltFile } from './output/bundle-sizes.ts';
import { buildWebsite } from './browser/website-bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Whether this is the published package, which has the handlers as they are deployed, and not their sources. */
export const IS_PUBLISHED = !existsSync(join(ROOT, 'handlers'));

/**
 * Builds all that is served and deployed: the handlers' bundles and the website, and the examples, which are served only.
 * @param directory - Default: `dist/`.
 * @returns what is deployed
 */
export async function build(directory = join(ROOT, 'dist')): Promise<BuiltFile[]> {
  const handlers = join(directory, 'handlers');
  if (IS_PUBLISHED) cpSync(join(ROOT, 'dist/handlers'), handlers, { recursive: true });
  const parts = await Promise.allSettled([
    IS_PUBLISHED ? [] : buildHandlers(ROOT, handlers),
    buildWebsite(ROOT, join(directory, 'website')),
    buildExamples(ROOT, join(directory, 'examples')).then(() => []),
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
