import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumLaunch } from './test/support/chromium.ts';

/** Counts every test of every file, and says so in one closing line that scripts/test.ts reads. */
function closingLine() {
  return {
    onTestRunFinished({ sessions }) {
      const tests = sessions.flatMap((session) => testsOf(session.testResults));
      const brokenFiles = sessions.filter((session) => session.errors.length > 0).length;
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      const failed = tests.length - passed - skipped + brokenFiles;
      console.log(
        `\nfiles ${sessions.length}, tests ${tests.length}, pass ${passed}, fail ${failed}, skipped ${skipped}`,
      );
    },
  };
}

const testsOf = (suite) =>
  suite ? [...suite.tests, ...suite.suites.flatMap((inner) => testsOf(inner))] : [];

export default {
  files: ['test/elements/**/*.test.ts'],
  nodeResolve: { exportConditions: ['production'] }, // Lit without the warning of its development build
  plugins: [esbuildPlugin({ ts: true, tsconfig: 'tsconfig.browser.json', target: 'es2022' })],
  browsers: [chromeLauncher({ launchOptions: await chromiumLaunch(), concurrency: 2 })],
  reporters: [defaultReporter({ reportTestProgress: false }), closingLine()],
  testFramework: { config: { timeout: 10_000, forbidOnly: true } },
};
