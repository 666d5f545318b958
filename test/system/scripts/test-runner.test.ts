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
      assert.ok(errors.includes(`skipped.test.ts: "${name}" is skipped.`), errors);
    }
    assert.ok(errors.includes('skipped.test.ts: "some day" is not written.'), errors);
  });

  it('fails with a file that has no tests, and names it', async () => {
    const file = write('test/unit/empty.test.ts', 'export {};');
    const { lastLine, code, errors } = await run([file]);
    assert.deepEqual({ lastLine, code }, { lastLine: '0 passed, 1 failed', code: 1 });
    assert.match(errors, /^test\/unit\/empty\.test\.ts has no tests\.$/m);
  });

  it('stops a file that hangs, names it, and counts what passed before', async () => {
    const hanging = write(
      'test/unit/hanging.test.ts',
      nodeTest(`it('a', () => {}); setInterval(() => {}, 1000);`),
    );
    const looping = write('test/unit/looping.test.ts', nodeTest(`it('a', () => { for (;;); });`));
    const patience = write(
      'impatient.ts',
      `import { runNodeTests } from ${JSON.stringify(join(ROOT, 'scripts/test/node-tests.ts'))};
      delete process.env['NODE_TEST_CONTEXT'];
      const lanes = [{ files: /^/, concurrency: 2, limitMs: 2000 }];
      const tally = await runNodeTests({ lanes }, process.argv.slice(2));
      console.log();
      console.log(JSON.stringify(tally));`,
    );
    const { lastLine } = await run([hanging, looping], join(project, patience));
    assert.deepEqual(JSON.parse(lastLine ?? ''), {
      passed: 1,
      failed: 2,
      complaints: [
        'test/unit/hanging.test.ts did not end within 2 s and was stopped.',
        'test/unit/looping.test.ts did not end within 2 s and was stopped.',
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
    assert.match(errors, /mixed\.test\.ts: "e" is skipped\./);
    assert.match(errors, /empty\.test\.ts has no tests\./);
    assert.match(errors, /broken\.test\.ts failed outside of its tests\./);
  });
});
