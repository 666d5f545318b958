import { relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import type { Lane, Suite } from './suites.ts';
import { add, type Failure, type Tally } from './tally.ts';

type Write = (text: string) => void;

/** How long the process of a file may last when its tests are over and one has failed, for what closes everything. */
const LINGER_MS = 30_000;

/** Runs a suite's test files with Node's test runner, each file in a process of its own. */
export async function runNodeTests(
  { lanes }: Pick<Suite, 'lanes'>,
  files: readonly string[],
  { watch = false, lingerMs = LINGER_MS } = {},
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
      return runLane(queue.lane, queue.files, write, { watch, lingerMs });
    }),
  );
  for (const text of later.flat()) process.stdout.write(text);
  return add(tallies);
}

async function runLane(
  lane: Lane,
  files: readonly string[],
  write: Write,
  { watch, lingerMs }: { readonly watch: boolean; readonly lingerMs: number },
): Promise<Tally> {
  let passed = 0;
  const failures: Failure[] = [];
  const root = process.cwd();

  const judge = ({ type, data: test }: TestEvent): void => {
    if (type !== 'test:pass' && type !== 'test:fail') return;
    const fail = (what: string) => failures.push({ file: relative(root, test.file ?? ''), what });
    if (type === 'test:pass') {
      if (test.skip !== undefined) fail(`"${test.name}" is skipped`);
      else if (test.todo !== undefined) fail(`"${test.name}" is not written`);
      else if (isFile(test)) fail('has no tests');
      else if (test.details.type !== 'suite') passed++;
      return;
    }
    const error = test.details.error as { failureType?: string; message: string };
    if (error.failureType === 'subtestsFailed') return; // counted one by one
    if (!isFile(test)) fail(test.name);
    else if (error.failureType === 'testAborted') fail(error.message);
    else fail('failed outside of its tests');
  };

  const paths = files.map((file) => resolve(root, file));
  const source: AsyncIterable<TestEvent> = watch
    ? run({ files: paths, watch })
    : runEach(paths, lane, lingerMs);
  async function* judged(): AsyncGenerator<TestEvent> {
    for await (const event of source) {
      judge(event);
      yield event;
    }
  }
  for await (const text of Readable.from(judged()).compose(new spec())) write(String(text));
  return { passed, failures };
}

/** Runs files in parallel, each in a run of its own, because Node.js 24 and newer can only stop a whole run in time. */
async function* runEach(
  paths: readonly string[],
  { concurrency, limitMs }: Lane,
  lingerMs: number,
): AsyncGenerator<TestEvent> {
  const waiting = [...paths];
  const running = new Map<string, Promise<{ path: string; events: TestEvent[] }>>();
  for (;;) {
    while (running.size < concurrency && waiting.length > 0) {
      const path = waiting.shift() ?? '';
      running.set(path, runFile(path, limitMs, lingerMs));
    }
    if (running.size === 0) return;
    const { path, events } = await Promise.race(running.values());
    running.delete(path);
    yield* events;
  }
}

async function runFile(path: string, limitMs: number, lingerMs: number) {
  const limit = new AbortController();
  const stopAfter = (ms: number, since: string): NodeJS.Timeout =>
    setTimeout(() => {
      limit.abort(new Error(`did not end within ${ms / 1000} s${since}, and was stopped`));
    }, ms);
  const timer = stopAfter(limitMs, '');
  let lingering: NodeJS.Timeout | undefined;
  let unfinished = 0;
  let hasFailed = false;
  const events: TestEvent[] = [];
  const report: AsyncIterable<TestEvent> = run({ files: [path], signal: limit.signal });
  for await (const event of report) {
    const { type, data } = event;
    // Its counts of this one file; those of the suite are ours.
    if (type !== 'test:diagnostic' || data.nesting > 0) events.push(event);
    if (type !== 'test:enqueue' && type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.nesting > 0 || isFile(data)) continue;
    clearTimeout(lingering);
    unfinished += type === 'test:enqueue' ? 1 : -1;
    hasFailed ||= type === 'test:fail';
    // A test that fails may not close what it opened, which would keep the file's process alive.
    if (hasFailed && unfinished === 0) lingering = stopAfter(lingerMs, ' after a test had failed');
  }
  clearTimeout(timer);
  clearTimeout(lingering);
  return { path, events };
}

/** The runner reports a file as a test of that name if nothing in the file was reported, or if its process failed. */
const isFile = ({ name, file }: { name: string; file?: string }): boolean =>
  file !== undefined && resolve(name) === file;
