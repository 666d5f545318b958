import { relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
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
  lane: Lane,
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

  const judge = ({ type, data: test }: TestEvent): void => {
    if (type !== 'test:pass' && type !== 'test:fail') return;
    const file = relative(root, test.file ?? '');
    if (type === 'test:pass') {
      if (test.skip !== undefined) complain(`${file}: "${test.name}" is skipped.`);
      else if (test.todo !== undefined) complain(`${file}: "${test.name}" is not written.`);
      else if (isFile(test)) complain(`${file} has no tests.`);
      else if (test.details.type !== 'suite') passed++;
      return;
    }
    const { failureType } = test.details.error as { failureType?: string };
    if (failureType === 'subtestsFailed') return; // counted one by one
    if (isFile(test) && failureType === 'testAborted') {
      complain(`${file} did not end within ${lane.limitMs / 1000} s and was stopped.`);
    } else failed++;
  };

  const paths = files.map((file) => resolve(root, file));
  const source: AsyncIterable<TestEvent> = watch
    ? run({ files: paths, watch })
    : runEach(paths, lane);
  async function* judged(): AsyncGenerator<TestEvent> {
    for await (const event of source) {
      judge(event);
      yield event;
    }
  }
  for await (const text of Readable.from(judged()).compose(new spec())) write(String(text));
  return { passed, failed, complaints };
}

/** Runs files in parallel, each in a run of its own, because Node.js 24 and newer can only stop a whole run in time. */
async function* runEach(
  paths: readonly string[],
  { concurrency, limitMs }: Lane,
): AsyncGenerator<TestEvent> {
  const waiting = [...paths];
  const running = new Map<string, Promise<{ path: string; events: TestEvent[] }>>();
  for (;;) {
    while (running.size < concurrency && waiting.length > 0) {
      const path = waiting.shift() ?? '';
      running.set(path, runFile(path, limitMs));
    }
    if (running.size === 0) return;
    const { path, events } = await Promise.race(running.values());
    running.delete(path);
    yield* events;
  }
}

async function runFile(path: string, limitMs: number) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const events: TestEvent[] = [];
  const report: AsyncIterable<TestEvent> = run({ files: [path], signal: limit.signal });
  for await (const event of report) {
    // Its counts of this one file; those of the suite are ours.
    if (event.type !== 'test:diagnostic' || event.data.nesting > 0) events.push(event);
  }
  clearTimeout(timer);
  return { path, events };
}

/** The runner reports a file as a test of that name if nothing in the file was reported, or if its process failed. */
const isFile = ({ name, file }: { name: string; file?: string }): boolean =>
  file !== undefined && resolve(name) === file;
