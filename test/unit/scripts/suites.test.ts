import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { selectTests, type SuiteName } from '../../../scripts/test/suites.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const select = (paths: readonly string[], only?: SuiteName) =>
  Object.fromEntries(selectTests(ROOT, paths, only));

describe('the selection of tests', () => {
  it('is every test file if no path is given, each in the suite of its folder', () => {
    const selection = select([]);
    assert.deepEqual(Object.keys(selection).sort(), ['e2e', 'elements', 'system', 'unit']);
    for (const [suite, files] of Object.entries(selection)) {
      assert.ok(files.length > 0);
      for (const file of files) assert.ok(file.startsWith(`test/${suite}/`), file);
    }
  });

  it('is the files of one suite if only its name is given', () => {
    assert.deepEqual(select([], 'e2e'), { e2e: select([])['e2e'] });
  });

  it('takes files and folders of several suites, each file once', () => {
    const paths = [
      'test/e2e/room/leaving.test.ts',
      'test/unit/scripts',
      'test/e2e/room/leaving.test.ts',
    ];
    const { e2e, unit = [] } = select(paths);
    assert.deepEqual(e2e, ['test/e2e/room/leaving.test.ts']);
    assert.ok(unit.includes('test/unit/scripts/suites.test.ts'));
    assert.ok(unit.every((file) => file.startsWith('test/unit/scripts/')));
  });

  it('refuses a path that does not exist', () => {
    assert.throws(() => select(['test/unit/none.test.ts']), /no file or folder test\/unit\/none/);
  });

  it('refuses a path without tests', () => {
    assert.throws(() => select(['test/support']), /test\/support has no tests/);
    assert.throws(() => select(['package.json']), /package.json has no tests/);
  });

  it('refuses a file of another suite, and names that suite', () => {
    assert.throws(
      () => select(['test/e2e/room/leaving.test.ts'], 'unit'),
      /leaving\.test\.ts is run by test:e2e, not by test:unit/,
    );
  });
});
