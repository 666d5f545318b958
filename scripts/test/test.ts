import { parseArgs } from 'node:util';
import { runBrowserTests } from './browser-tests.ts';
import { browsersLine, withoutMissingBrowsers } from './browsers.ts';
import { buildFirst } from './build-first.ts';
import { runNodeTests } from './node-tests.ts';
import { isSuiteName, selectTests, suiteNames, suites } from './suites.ts';
import { add, closingLine, type Tally } from './tally.ts';

// npm test [-- files or folders]      all suites, or the given tests, each in the runner that it needs
// npm run test:unit [-- files or folders] [-- --watch]      one suite

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { watch: { type: 'boolean', default: false } },
  });
  const { watch } = values;
  const [first] = positionals;
  const only = isSuiteName(first) ? first : undefined;
  const selection = selectTests(process.cwd(), only ? positionals.slice(1) : positionals, only);
  const selected = suiteNames.filter((name) => selection.has(name));
  if (watch && selected.length > 1) throw new Error('Only one suite can be watched at a time.');

  if (selected.some((name) => suites[name].needsBuild)) buildFirst();
  const tallies: Tally[] = [];
  for (const name of selected) {
    console.log(`\n${name}`);
    const suite = suites[name];
    const files = withoutMissingBrowsers(selection.get(name) ?? []);
    const start = performance.now();
    const tally =
      suite.runner === 'node'
        ? await runNodeTests(suite, files, { watch })
        : await runBrowserTests(files, { watch });
    tallies.push(tally);
    for (const complaint of tally.complaints) console.error(complaint);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`\n${name}: ${closingLine(tally)}, in ${seconds} s`);
  }
  const total = add(tallies);
  if (selected.includes('e2e')) console.log(`\n${await browsersLine()}`);
  console.log(`\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}

// Node's test runner does not start inside a test of its own.
delete process.env['NODE_TEST_CONTEXT'];
await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
