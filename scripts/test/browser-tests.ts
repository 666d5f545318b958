import { relative } from 'node:path';
import { startTestRunner, type TestResult, type TestSuiteResult } from '@web/test-runner';
import type { Tally } from './tally.ts';

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
  let failed = 0;
  const complaints: string[] = [];
  for (const { testFile, testResults, errors, status } of runner.sessions.all()) {
    const file = relative(process.cwd(), testFile);
    const tests = testResults ? testsOf(testResults) : [];
    const skipped = tests.filter((test) => test.skipped);
    complaints.push(...skipped.map(({ name }) => `${file}: "${name}" is skipped.`));
    if (status !== 'FINISHED') complaints.push(`${file} was not run.`);
    else if (errors.length > 0) complaints.push(`${file} failed outside of its tests.`);
    else if (tests.length === 0) complaints.push(`${file} has no tests.`);
    const ran = tests.filter((test) => !test.skipped);
    passed += ran.filter((test) => test.passed).length;
    failed += ran.filter((test) => !test.passed).length;
  }
  return { passed, failed: failed + complaints.length, complaints };
}

const testsOf = ({ tests, suites }: TestSuiteResult): TestResult[] => [
  ...tests,
  ...suites.flatMap((suite) => testsOf(suite)),
];
