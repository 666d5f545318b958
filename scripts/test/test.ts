import { parseArgs } from 'node:util';
import { runBrowserTests } from './browser-tests.ts';
import { browsersLine, withoutMissingBrowsers } from './browsers.ts';
import { buildFirst } from './build-first.ts';
import { failuresOfLastRun, forgetLastRun, rememberRun } from './last-run.ts';
import { runNodeTests } from './node-tests.ts';
import {
  isSuiteName,
  oneByOne,
  selectTests,
  suiteNames,
  suites,
  type SuiteName,
  type Selection,
} from './suites.ts';
import { add, closingLine, listOf, type Tally } from './tally.ts';

// npm test [-- files or folders]      all suites, or the given tests, each in the runner that it needs
// npm run test:unit [-- files or folders] [-- --watch]      one suite
// npm test -- --failed      the files in which a test failed in the last run, one by one

const root = process.cwd();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      watch: { type: 'boolean', default: false },
      failed: { type: 'boolean', default: false },
    },
  });
  if (values.failed) {
    if (positionals.length > 0) throw new Error('--failed finds its files: give none.');
    await runFailed();
    return;
  }
  forgetLastRun(root);
  const [first] = positionals;
  const only = isSuiteName(first) ? first : undefined;
  const selection = selectTests(root, only ? positionals.slice(1) : positionals, only);
  if (values.watch && selection.size > 1) {
    throw new Error('Only one suite can be watched at a time.');
  }
  await run(selection, values);
}

/** Tells what failed by chance from what fails: runs each file alone in which something failed in the last run. */
async function runFailed(): Promise<void> {
  const before = failuresOfLastRun(root);
  if (before.length === 0) throw new Error('No test failed in the last run.');
  forgetLastRun(root);
  const files = before.map(({ file }) => file);
  const { failures } = await run(selectTests(root, files), { alone: true });
  const again = new Set(failures.map(({ file }) => file));
  const flaky = before.filter(({ file }) => !again.has(file));
  console.log(listOf('Failed at first, passed alone:', flaky));
}

/** Runs tests, says what came out of it, and sets the exit code. */
async function run(
  selection: Selection,
  { watch = false, alone = false }: { readonly watch?: boolean; readonly alone?: boolean },
): Promise<Tally> {
  const selected = suiteNames.filter((name) => selection.has(name));
  if (selected.some((name) => suites[name].needsBuild)) buildFirst();
  const tallies: Tally[] = [];
  for (const name of selected) {
    console.log(`\n${name}`);
    const files = withoutMissingBrowsers(selection.get(name) ?? []);
    const start = performance.now();
    const tally = await runSuite(name, files, { watch, alone });
    tallies.push(tally);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`\n${name}: ${closingLine(tally)}, in ${seconds} s`);
  }
  const total = add(tallies);
  if (selected.includes('e2e')) console.log(`\n${await browsersLine()}`);
  console.error(listOf('Failed:', total.failures));
  console.log(`\n${closingLine(total)}`);
  if (total.failures.length > 0) process.exitCode = 1;
  rememberRun(root, total.failures);
  return total;
}

async function runSuite(
  name: SuiteName,
  files: readonly string[],
  { watch, alone }: { readonly watch: boolean; readonly alone: boolean },
): Promise<Tally> {
  const suite = suites[name];
  if (suite.runner === 'node') {
    return runNodeTests(alone ? oneByOne(suite) : suite, files, { watch });
  }
  if (!alone) return runBrowserTests(files, { watch });
  const tallies: Tally[] = [];
  for (const file of files) tallies.push(await runBrowserTests([file]));
  return add(tallies);
}

// Node's test runner does not start inside a test of its own.
delete process.env['NODE_TEST_CONTEXT'];
await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
