import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A project of its own: the runner takes the tests of the folder that it is started in. */
const project = mkdtempSync(join(tmpdir(), 'audio-rooms-tests-'));
after(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, content: string): string {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return file;
}
write('package.json', '{"type":"module"}');
// web-test-runner takes its files from here. Everything else, and the packages, are the project's own.
write(
  'web-test-runner.config.js',
  `export { default } from ${JSON.stringify(join(ROOT, 'web-test-runner.config.js'))};`,
);

const nodeTest = (body: string): string => `import { describe, it } from 'node:test';\n${body}`;

/** A program that runs tests with other limits, in milliseconds, and prints what came out of it. */
function patience({ limitMs, lingerMs }: { limitMs: number; lingerMs?: number }): string {
  const program = write(
    'patience.ts',
    `import { runNodeTests } from ${JSON.stringify(join(ROOT, 'scripts/test/node-tests.ts'))};
    delete process.env['NODE_TEST_CONTEXT'];
    const lanes = [{ files: /^/, concurrency: 2, limitMs: ${limitMs} }];
    const tally = await runNodeTests({ lanes }, process.argv.slice(2), { lingerMs: ${lingerMs} });
    console.log();
    console.log(JSON.stringify(tally));`,
  );
  return join(project, program);
}

/** Runs the tests of some files, and reads how the run ends. */
async function run(files: readonly string[], program = 'scripts/test/test.ts') {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), resolve(ROOT, program), ...files],
    { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { lastLine: output.trimEnd().split('\n').at(-1), code: child.exitCode, output, errors };
}

describe('npm test', () => {
  it('counts the tests that pass, and no suites', async () => {
    const file = write(
      'test/unit/passing.test.ts',
      nodeTest(`describe('a', () => { describe('b', () => { it('c', () => {}); }); });
        it('d', () => {});`),
    );
    const { lastLine, code } = await run([file]);
    assert.deepEqual({ lastLine, code }, { lastLine: '2 passed, 0 failed', code: 0 });
  });

  it('fails with a failing test, a failing hook, and a file that does not load', async () => {
    const files = [
      write(
        'test/unit/failing.test.ts',
        nodeTest(`describe('a', () => {
          it('b', () => { throw new Error('no'); });
          it('c', () => {});
        });`),
      ),
      write(
        'test/unit/hook.test.ts',
        `import { after, it } from 'node:test';
        after(() => { throw new Error('no'); });
        it('a', () => {});`,
      ),
      write('test/unit/broken.test.ts', `import './nowhere.ts';`),
    ];
    const { lastLine, code } = await run(files);
    assert.deepEqual({ lastLine, code }, { lastLine: '2 passed, 3 failed', code: 1 });
  });

  it('fails with tests that are skipped or not written, and names them', async () => {
    const file = write(
      'test/unit/skipped.test.ts',
      nodeTest(`it.skip('later', () => {});
        it.todo('some day');
        it('not here', (context) => context.skip());
        describe.skip('never', () => { it('inside', () => {}); });
        it('runs', () => {});`),
    );
    const { lastLine, code, errors } = await run([file]);
    assert.deepEqual({ lastLine, code }, { lastLine: '1 passed, 4 failed', code: 1 });
    for (const name of ['later', 'not here', 'never']) {
      assert.ok(errors.includes(`skipped.test.ts: "${name}" is skipped\n`), errors);
    }
    assert.ok(errors.includes('skipped.test.ts: "some day" is not written\n'), errors);
  });

  it('fails with a file that has no tests, and names it', async () => {
    const file = write('test/unit/empty.test.ts', 'export {};');
    const { lastLine, code, errors } = await run([file]);
    assert.deepEqual({ lastLine, code }, { lastLine: '0 passed, 1 failed', code: 1 });
    assert.match(errors, /^ {2}test\/unit\/empty\.test\.ts: has no tests$/m);
  });

  it('stops a file that hangs, names it, and counts what passed before', async () => {
    const hanging = write(
      'test/unit/hanging.test.ts',
      nodeTest(`it('a', () => {}); setInterval(() => {}, 1000);`),
    );
    const looping = write('test/unit/looping.test.ts', nodeTest(`it('a', () => { for (;;); });`));
    const { lastLine } = await run([hanging, looping], patience({ limitMs: 2000 }));
    assert.deepEqual(JSON.parse(lastLine ?? ''), {
      passed: 1,
      failures: [hanging, looping].map((file) => ({
        file,
        what: 'did not end within 2 s, and was stopped',
      })),
    });
  });

  it('stops a file soon that does not end after a failure, when all of its tests have run', async () => {
    const file = write(
      'test/unit/open.test.ts',
      nodeTest(`it('a', () => { setInterval(() => {}, 1000); throw new Error('no'); });
        describe('b', () => { it('c', () => new Promise((resolve) => setTimeout(resolve, 1000))); });`),
    );
    const { lastLine } = await run([file], patience({ limitMs: 120_000, lingerMs: 500 }));
    assert.deepEqual(JSON.parse(lastLine ?? ''), {
      passed: 1,
      failures: [
        { file, what: 'a' },
        { file, what: 'did not end within 0.5 s after a test had failed, and was stopped' },
      ],
    });
  });

  it('runs nothing for a path that does not exist', async () => {
    const { output, errors, code } = await run(['test/unit/none.test.ts']);
    assert.deepEqual({ output, code }, { output: '', code: 1 });
    assert.match(errors, /There is no file or folder test\/unit\/none\.test\.ts\./);
  });

  it('counts in the browser as well, together with the other suites', async () => {
    const files = [
      write('test/unit/beside.test.ts', nodeTest(`it('a', () => {});`)),
      write(
        'test/elements/mixed.test.ts',
        `describe('a', () => {
          it('b', () => {});
          describe('c', () => { it('d', () => { throw new Error('no'); }); });
          it.skip('e', () => {});
        });`,
      ),
      write('test/elements/empty.test.ts', 'export {};'),
      write('test/elements/broken.test.ts', `import './nowhere.ts';`),
    ];
    const { lastLine, code, errors } = await run(files);
    assert.deepEqual({ lastLine, code }, { lastLine: '2 passed, 4 failed', code: 1 });
    assert.match(errors, /mixed\.test\.ts: "e" is skipped$/m);
    assert.match(errors, /empty\.test\.ts: has no tests$/m);
    assert.match(errors, /broken\.test\.ts: failed outside of its tests$/m);
  });
});

describe('npm test -- --failed', () => {
  /** A test that fails as often as told, then passes. */
  const failing = (title: string, times: number): string => {
    const runs = join(project, `${title}.runs`);
    return `it('${title}', () => {
      appendFileSync('${runs}', '.');
      if (readFileSync('${runs}').length <= ${times}) throw new Error('no');
    });`;
  };
  /** The lines under a heading, sorted. */
  const under = (heading: string, text: string): string[] => {
    const [, list = ''] = text.split(`${heading}\n`);
    return list
      .slice(0, list.indexOf('\n\n'))
      .split('\n')
      .map((line) => line.trim())
      .sort();
  };
  const fileWith = (...tests: string[]): string =>
    nodeTest(`import { appendFileSync, readFileSync } from 'node:fs';\n${tests.join('\n')}`);

  it('runs only the files that failed, each alone, until none does, and names what passes then', async () => {
    const files = [
      write('test/unit/good.test.ts', fileWith(failing('good', 0))),
      write('test/unit/flaky.test.ts', fileWith(failing('flaky', 1), failing('beside', 0))),
      write('test/unit/bad.test.ts', fileWith(failing('bad', 2))),
      write(
        'test/elements/flaky.test.ts',
        `it('in a browser', () => { if (!window.chance) throw new Error('no'); });`,
      ),
    ];
    const first = await run(files);
    assert.equal(first.lastLine, '2 passed, 3 failed');
    assert.deepEqual(under('Failed:', first.errors), [
      'test/elements/flaky.test.ts: in a browser',
      'test/unit/bad.test.ts: bad',
      'test/unit/flaky.test.ts: flaky',
    ]);
    write('test/elements/flaky.test.ts', `it('in a browser', () => {});`);

    const second = await run(['--failed']);
    assert.equal(second.code, 1);
    assert.deepEqual(under('Failed:', second.errors), ['test/unit/bad.test.ts: bad']);
    assert.match(second.output, /^3 passed, 1 failed$/m);
    assert.deepEqual(under('Failed at first, passed alone:', second.output), [
      'test/elements/flaky.test.ts: in a browser',
      'test/unit/flaky.test.ts: flaky',
    ]);

    const third = await run(['--failed']);
    assert.equal(third.code, 0);
    assert.match(third.output, /^1 passed, 0 failed$/m);
    assert.deepEqual(under('Failed at first, passed alone:', third.output), [
      'test/unit/bad.test.ts: bad',
    ]);

    // So that a run which failed for another reason does not pass.
    const fourth = await run(['--failed']);
    assert.equal(fourth.code, 1);
    assert.match(fourth.errors, /No test failed in the last run\./);
  });

  it('fails if the last run has not come to its end', async () => {
    await run([write('test/unit/fine.test.ts', nodeTest(`it('a', () => {});`))]);
    await run(['test/unit/none.test.ts']);
    const { code, errors } = await run(['--failed']);
    assert.equal(code, 1);
    assert.match(errors, /No run of the tests has come to its end/);
  });
});
