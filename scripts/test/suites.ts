import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** In the order in which `npm test` runs them: the quickest answer first. */
export const suiteNames = ['unit', 'elements', 'system', 'e2e'] as const;

export type SuiteName = (typeof suiteNames)[number];

export interface Suite {
  readonly runner: 'node' | 'browser';
  /** Whether its tests run the bundles in `dist`. */
  readonly needsBuild: boolean;
  /**
   * Each lane runs the files that match it; lanes run side by side. A file belongs to the first lane that matches.
   */
  readonly lanes: readonly Lane[];
}

export interface Lane {
  readonly files: RegExp;
  /** How many files run at once. */
  readonly concurrency: number;
  /** A file that takes longer, in milliseconds, is stopped and counts as failed. */
  readonly limitMs: number;
}

const ANY = /^/;
const cores = availableParallelism();

export const suites: Readonly<Record<SuiteName, Suite>> = {
  unit: {
    runner: 'node',
    needsBuild: false,
    lanes: [{ files: ANY, concurrency: cores, limitMs: 300_000 }],
  },
  elements: { runner: 'browser', needsBuild: false, lanes: [] },
  system: {
    runner: 'node',
    needsBuild: true,
    lanes: [{ files: ANY, concurrency: cores, limitMs: 600_000 }],
  },
  e2e: {
    runner: 'node',
    needsBuild: true,
    // Those that mostly wait run beside the others: the bad networks use a quarter of one core. More than two of the others
    // would disturb what they measure, sound among it.
    lanes: [
      { files: /bad-networks|firefox-/, concurrency: 1, limitMs: 600_000 },
      { files: ANY, concurrency: 2, limitMs: 600_000 },
    ],
  },
};

/** The same suite with one file at a time, and nothing beside it. */
export const oneByOne = ({ lanes, ...suite }: Suite): Suite => ({
  ...suite,
  lanes: [
    { files: ANY, concurrency: 1, limitMs: Math.max(...lanes.map(({ limitMs }) => limitMs)) },
  ],
});

export const isSuiteName = (name: string | undefined): name is SuiteName =>
  suiteNames.includes(name as SuiteName);

/** Test files by suite, as paths relative to the root. */
export type Selection = ReadonlyMap<SuiteName, readonly string[]>;

/**
 * Finds the test files to run.
 * @param root - The folder that has `test/` in it.
 * @param paths - Test files, or folders of test files, relative to the root. None means all test files.
 * @param only - The one suite to run.
 * @throws {Error} If a path is not in a suite, or has no test file.
 */
export function selectTests(root: string, paths: readonly string[], only?: SuiteName): Selection {
  const folders = only ? [`test/${only}`] : ['test'];
  const files = (paths.length > 0 ? paths : folders).flatMap((path) => testFiles(root, path));
  const selection = new Map<SuiteName, string[]>();
  for (const file of new Set(files)) {
    const suite = suiteOf(file);
    if (only && suite !== only) {
      throw new Error(`${file} is run by test:${suite}, not by test:${only}.`);
    }
    selection.set(suite, [...(selection.get(suite) ?? []), file]);
  }
  return selection;
}

/** The test files at a path, sorted. */
function testFiles(root: string, path: string): string[] {
  const absolute = resolve(root, path);
  if (!existsSync(absolute)) throw new Error(`There is no file or folder ${path}.`);
  const found = statSync(absolute).isFile()
    ? [absolute]
    : readdirSync(absolute, { recursive: true, encoding: 'utf8' }).map((name) =>
        join(absolute, name),
      );
  const files = found.filter((file) => file.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`${path} has no tests: their names end in .test.ts.`);
  return files.map((file) => relative(root, file));
}

function suiteOf(file: string): SuiteName {
  const [test, name] = file.split('/');
  if (test === 'test' && isSuiteName(name)) return name;
  const folders = suiteNames.map((suite) => `test/${suite}`).join(', ');
  throw new Error(`${file} is in no suite: the suites are the folders ${folders}.`);
}
