import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// npm run test:soak [-- part of a file's name]: the long versions of the tests that attack, kill, load and cut, and
// then the table of what came of it. About half an hour; LOAD_SECONDS=180 makes the ten minutes of steady load three.

const root = fileURLToPath(new URL('..', import.meta.url));
const LIMIT_MS = 30 * 60_000;
const FOLDERS = /^(system\/(attack|recovery|load)|e2e\/bad-)/;

const [wanted = ''] = process.argv.slice(2);
const files = readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && FOLDERS.test(path) && path.includes(wanted))
  .map((path) => `test/${path}`)
  .sort();

function run(args: readonly string[]): number {
  const env = { ...process.env, SOAK: '1' };
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  return status ?? 1;
}

if (files.length === 0) {
  console.error(`No test has "${wanted}" in its name.`);
  process.exit(1);
}
if (run(['scripts/build/build.ts']) !== 0) process.exit(1);
const limits = ['--test-concurrency=1', `--test-timeout=${LIMIT_MS}`];
const failed = run(['--test', '--test-reporter=spec', ...limits, ...files]);
process.exitCode = run(['scripts/bench/resilience.ts']) || failed;
