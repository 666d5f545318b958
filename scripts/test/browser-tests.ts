import { relative } from 'node:path';
import { startTestRunner, type TestResult, type TestSuiteResult } from '@web/test-runner';
import type { Failure, Tally } from './tally.ts';

/** Runs test files in a browser, with web-test-runner. */
export async function runBrowserTests(
  files: readonly string[],
  { watch = false } = {},
): Promise<Tally> {
  const argv = files.flatMap((file) => ['--files', file]);
  const runner = await startTestRunner({
    argv: watch ? [...argv, '--watch'] : argv,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('web-test-runner did not start.');
  await new Promise((resolve) => runner.on('stopped', resolve));

  let passed = 0;
  const failures: Failure[] = [];
  for (const { testFile, testResults, errors, status } of runner.sessions.all()) {
    const file = relative(process.cwd(), testFile);
    const fail = (what: string) => failures.push({ file, what });
    const tests = testResults ? testsOf(testResults) : [];
    for (const { name, skipped, passed: good } of tests) {
      if (skipped) fail(`"${name}" is skipped`);
      else if (good) passed++;
      else fail(name);
    }
    if (status !== 'FINISHED') fail('was not run');
    else if (errors.length > 0) fail('failed outside of its tests');
    else if (tests.length === 0) fail('has no tests');
  }
  return { passed, failures };
}

const testsOf = ({ tests, suites }: TestSuiteResult): TestResult[] => [
  ...tests,
  ...suites.flatMap((suite) => testsOf(suite)),
];
