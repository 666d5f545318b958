import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Lane, Suite } from './suites.ts';
import { add, type Tally } from './tally.ts';

type Write = (text: string) => void;

/** Runs a suite's test files with Node's test runner, each file in a process of its own. */
export async function runNodeTests(
  { lanes }: Pick<Suite, 'lanes'>,
  files: readonly string[],
  { watch = false } = {},
): Promise<Tally> {
  const laneOf = (file: string) => lanes.find((lane) => lane.files.test(file));
  const queues = lanes
    .map((lane) => ({ lane, files: files.filter((file) => laneOf(file) === lane) }))
    .filter((queue) => queue.files.length > 0);
  // The reports of two lanes would run into each other: that of the second is shown after the first.
  const later: string[][] = queues.slice(1).map(() => []);
  const tallies = await Promise.all(
    queues.map((queue, index) => {
      const kept = later[index - 1];
      const write: Write = kept ? (text) => kept.push(text) : (text) => process.stdout.write(text);
      return runLane(queue.lane, queue.files, write, watch);
    }),
  );
  for (const text of later.flat()) process.stdout.write(text);
  return add(tallies);
}

async function runLane(
  { concurrency, limitMs }: Lane,
  files: readonly string[],
  write: Write,
  watch: boolean,
): Promise<Tally> {
  let passed = 0;
  let failed = 0;
  const complaints: string[] = [];
  const complain = (complaint: string): void => {
    failed++;
    complaints.push(complaint);
  };
  const root = process.cwd();
  const paths = files.map((file) => resolve(root, file));
  const report = run({ files: paths, concurrency, timeout: limitMs, watch });

  report.on('test:pass', (test) => {
    const file = relative(root, test.file ?? '');
    if (test.skip !== undefined) complain(`${file}: "${test.name}" is skipped.`);
    else if (test.todo !== undefined) complain(`${file}: "${test.name}" is not written.`);
    else if (isFile(test)) complain(`${file} has no tests.`);
    else if (test.details.type !== 'suite') passed++;
  });
  report.on('test:fail', (test) => {
    const file = relative(root, test.file ?? '');
    const { failureType } = test.details.error as { failureType?: string };
    if (failureType === 'subtestsFailed') return; // counted one by one
    if (isFile(test) && failureType === 'testTimeoutFailure') {
      complain(`${file} did not end within ${limitMs / 1000} s and was stopped.`);
    } else failed++;
  });
  for await (const text of report.compose(new spec())) write(String(text));
  return { passed, failed, complaints };
}

/** The runner reports a file as a test of that name if nothing in the file was reported, or if its process failed. */
const isFile = ({ name, file }: { name: string; file?: string }): boolean =>
  file !== undefined && resolve(name) === file;
