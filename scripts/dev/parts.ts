import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { OutputFile } from 'esbuild';
import { functions, type FunctionName } from '../../src/backend/functions.ts';
import { handlerOptions } from '../build/handler-bundles.ts';
import { IncrementalBuild } from '../build/output/incremental-build.ts';
import { WebsiteBuild } from '../build/browser/website-bundle.ts';
import { RELOAD_SCRIPT } from './live-pages.ts';

export const functionNames = Object.keys(functions) as FunctionName[];

/** A part of the system that is built by itself. */
export interface Part {
  readonly name: string;
  /** What it is made of: folders and files, relative to the root. */
  readonly sources: readonly string[];
  /** @returns the names of what has changed since the last time */
  build(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

/** Pages, elements and the code below them. */
export function websitePart(root: string, directory: string): Part {
  const website = new WebsiteBuild(root, join(directory, 'website'), {
    development: true,
    scripts: RELOAD_SCRIPT,
  });
  return {
    name: 'website',
    sources: ['components/', 'website/', 'src/client/', 'src/api/'],
    build: () => website.build(),
    dispose: () => website.dispose(),
  };
}

/** The handlers, without the packages that they import: bundling the AWS SDK takes longer than all the rest. */
export function handlersPart(
  root: string,
  directory: string,
): Part & {
  build(): Promise<readonly FunctionName[]>;
} {
  const bundles = new IncrementalBuild();
  const written = new Changes();
  return {
    name: 'handlers',
    sources: ['handlers/', 'src/backend/', 'src/api/'],
    build: async () => {
      const { outputFiles } = await bundles.build({
        ...handlerOptions(root, join(directory, 'handlers'), functionNames),
        packages: 'external',
        logLevel: 'silent',
      });
      const changed = written.write(outputFiles);
      return functionNames.filter((name) =>
        changed.some((path) => basename(path).startsWith(`${name}.`)),
      );
    },
    dispose: () => bundles.dispose(),
  };
}

export const SERVER_SCRIPT = 'dev-server.mjs';

/** The embedded cloud and the stage server, bundled so that they start in half the time. */
export function serverPart(root: string, directory: string): Part {
  const bundle = new IncrementalBuild();
  const written = new Changes();
  // Runs in threads of its own, and is loaded from beside the code that starts them.
  const runtime = join(root, 'src/local/aws/lambda/runtime.mjs');
  return {
    name: 'server',
    sources: ['src/local/', 'src/backend/', 'src/api/', 'scripts/dev/'],
    build: async () => {
      const { outputFiles } = await bundle.build({
        absWorkingDir: root,
        entryPoints: ['scripts/dev/dev-server.ts'],
        outfile: join(directory, SERVER_SCRIPT),
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node20',
        packages: 'external',
        sourcemap: 'linked',
        logLevel: 'silent',
      });
      copyFileSync(runtime, join(directory, basename(runtime)));
      return written.write(outputFiles);
    },
    dispose: () => bundle.dispose(),
  };
}

/** Writes those of a build's files that differ from the last time. */
class Changes {
  readonly #hashes = new Map<string, string>();

  /** @returns the paths of the files that were written */
  write(files: readonly OutputFile[]): string[] {
    const changed = files.filter(({ path, hash }) => this.#hashes.get(path) !== hash);
    for (const { path, contents, hash } of changed) {
      mkdirSync(dirname(path), { recursive: true });
      // Whoever loads it meanwhile gets all of the old one or all of the new one.
      const temporary = `${path}.tmp`;
      writeFileSync(temporary, contents);
      renameSync(temporary, path);
      this.#hashes.set(path, hash);
    }
    return changed.map(({ path }) => path);
  }
}
