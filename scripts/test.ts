import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// tsx scripts/test.ts [unit|elements|e2e] [files...]: without a name, all three, one after the other.

const root = fileURLToPath(new URL('..', import.meta.url));
const nodeWithTypeScript = [process.execPath, '--import', 'tsx'];
const LIMIT_MS = 20 * 60_000; // a run that hangs on an open handle ends, and says so

interface Count {
  passed: number;
  failed: number;
}

const runners = {
  unit: (files: string[]) =>
    nodeTests(
      files.length > 0 ? files : collect('test', /^test\/(unit|system)\//),
      availableParallelism(),
      300_000,
    ),
  elements: (files: string[]) => webTests(files),
  // One file at a time: each starts browsers, and sound that is measured suffers when the processor is full.
  e2e: (files: string[]) => nodeTests(files.length > 0 ? files : collect('test/e2e'), 1, 300_000),
};

type RunnerName = keyof typeof runners;

const isRunner = (name: string): name is RunnerName => Object.hasOwn(runners, name);

function collect(folder: string, pattern = /^/): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => path.endsWith('.test.ts') && pattern.test(path))
    .sort();
}

async function nodeTests(files: string[], concurrency: number, timeoutMs: number): Promise<Count> {
  const { output, code } = await run([
    ...nodeWithTypeScript,
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeoutMs}`,
    ...files,
  ]);
  const closing = (word: string): number =>
    lastNumber(output, new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'));
  // A file in which no test is found is reported as one passing test that has the file's name.
  const lines = output.split('\n').filter((line) => line.startsWith('✔ '));
  const empty = files.filter((file) => lines.some((line) => line.includes(`${file} (`))).length;
  return judge({
    code,
    passed: closing('pass') - empty,
    failed: closing('fail') + closing('cancelled') + empty,
    silent: closing('skipped') + closing('todo'),
  });
}

async function webTests(files: string[]): Promise<Count> {
  const only = files.flatMap((file) => ['--files', relative(root, file)]);
  const cli = 'node_modules/@web/test-runner/dist/bin.js';
  const { output, code } = await run([...nodeWithTypeScript, cli, ...only]);
  const closing = (word: string): number =>
    lastNumber(output, new RegExp(`^files .*\\b${word} (\\d+)`, 'gm'));
  return judge({
    code,
    passed: closing('pass'),
    failed: closing('fail'),
    silent: closing('skipped'),
  });
}

/** A run without tests, with skipped ones, or that ended badly for a reason that no test shows counts as a failure. */
function judge({ code, passed, failed, silent }: Count & { code: number; silent: number }): Count {
  if (silent > 0) console.error(`${silent} tests were skipped: finish them or remove them.`);
  if (passed + failed === 0) console.error('No test was found.');
  if (code !== 0 && failed === 0) console.error(`The runner ended with code ${code}.`);
  const unexplained = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + silent + unexplained };
}

function lastNumber(text: string, pattern: RegExp): number {
  return Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
}

function run([command = '', ...args]: string[]): Promise<{ output: string; code: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: LIMIT_MS,
      // Inside a test run, Node's own runner answers in a format for its parent.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal) console.error(`Stopped by ${signal}.`);
      resolve({ output, code: code ?? 1 });
    });
  });
}

async function main([name, ...files]: string[]): Promise<void> {
  if (name !== undefined && !isRunner(name)) {
    throw new Error(`No runner "${name}". Use one of: ${Object.keys(runners).join(', ')}.`);
  }
  const total: Count = { passed: 0, failed: 0 };
  if (existsSync(`${root}/scripts/build.ts`)) {
    // The tests run what is deployed: the bundles.
    const { code } = await run([...nodeWithTypeScript, 'scripts/build/build.ts']);
    if (code !== 0) throw new Error('The build failed, so nothing was tested.');
  }
  for (const runner of name ? [name] : (Object.keys(runners) as RunnerName[])) {
    console.log(`\n${runner}`);
    const { passed, failed } = await runners[runner](files);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
