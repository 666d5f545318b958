import { spawnSync } from 'node:child_process';
import { buildFirst } from './build-first.ts';
import { runNodeTests } from './node-tests.ts';
import { selectTests } from './suites.ts';
import { closingLine, listOf } from './tally.ts';

// npm run test:soak [-- part of a file's name]: the long versions of the tests that attack, kill, load and disconnect,
// and then the table of their results. Takes about half an hour; LOAD_SECONDS=180 shortens the ten minutes of load.

const LONG = /^test\/(system\/(attack|recovery|load)|e2e\/networks\/bad-)/;
const lane = { files: LONG, concurrency: 1, limitMs: 30 * 60_000 };

async function main(wanted = ''): Promise<void> {
  const files = [...selectTests(process.cwd(), []).values()]
    .flat()
    .filter((file) => LONG.test(file) && file.includes(wanted));
  if (files.length === 0) throw new Error(`No long test has "${wanted}" in its path.`);

  buildFirst();
  process.env['SOAK'] = '1';
  const tally = await runNodeTests({ lanes: [lane] }, files);
  const table = [...process.execArgv, 'scripts/bench/resilience.ts'];
  const { status } = spawnSync(process.execPath, table, { stdio: 'inherit' });
  console.error(listOf('Failed:', tally.failures));
  console.log(`\n${closingLine(tally)}`);
  process.exitCode = tally.failures.length > 0 ? 1 : (status ?? 1);
}

await main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
