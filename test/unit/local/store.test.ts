import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { Store } from '../../../src/local/shared/store.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('a store', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());
  /** Makes an entry impossible to write, for any user. */
  const block = (key: string) => mkdirSync(join(directory.path, `${key}.json`));

  it('writes nothing to disk without a directory', () => {
    const store = new Store<number>();
    store.set('a', 1);
    assert.equal(store.get('a'), 1);
    assert.equal(store.delete('a'), true);
    assert.equal(store.delete('a'), false);
    assert.deepEqual(readdirSync(directory.path), []);
  });

  it('has the same entries when it is reopened, after any changes', () => {
    const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(isEncodable);
    const step = fc.record({ key, value: fc.option(fc.jsonValue({ maxDepth: 2 })) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const own = temporaryDirectory();
        const store = new Store<unknown>(own.path);
        const model = new Map<string, unknown>();
        for (const { key, value } of steps) {
          if (value === null) {
            store.delete(key);
            model.delete(key);
          } else {
            store.set(key, value);
            model.set(key, JSON.parse(JSON.stringify(value)));
          }
        }
        const reopened = new Store<unknown>(own.path);
        assert.equal(reopened.size, model.size);
        for (const [key, value] of model) assert.deepEqual(reopened.get(key), value);
        own.remove();
      }),
      { numRuns: 100 },
    );
  });

  it('deletes what an interrupted write has left', () => {
    writeFileSync(join(directory.path, 'a.json.tmp'), '{"half":');
    assert.equal(new Store(directory.path).size, 0);
    assert.deepEqual(readdirSync(directory.path), []);
  });

  it("changes nothing if an entry can't be written, and says why", () => {
    const problems: string[] = [];
    const store = new Store<string>(directory.path, { onProblem: (line) => problems.push(line) });
    store.set('a', 'old');
    block('b');
    assert.throws(() => store.set('b', 'new'), { code: 'EISDIR' });
    assert.equal(store.get('b'), undefined);
    assert.match(
      problems.join(),
      /^Can't write to .*: it is a directory\. The request for it fails\. /,
    );
    assert.deepEqual(readdirSync(directory.path).sort(), ['a.json', 'b.json']);
  });

  it('writes what it could not write with the next entry, if it is told to keep that', () => {
    const problems: string[] = [];
    const options = { onProblem: (line: string) => problems.push(line), keepsUnwritten: true };
    const store = new Store<string>(directory.path, options);
    block('a');
    store.set('a', '1');
    store.set('b', '2');
    assert.equal(store.get('a'), '1');
    assert.equal(problems.length, 1);
    rmSync(join(directory.path, 'a.json'), { recursive: true });
    store.set('c', '3');
    assert.deepEqual(new Store(directory.path).values().sort(), ['1', '2', '3']);
  });

  it('makes entries readable only by their owner', () => {
    new Store<string>(directory.path).set('secret', 'x');
    assert.equal(statSync(join(directory.path, 'secret.json')).mode & 0o777, 0o600);
  });
});

function isEncodable(key: string): boolean {
  try {
    encodeURIComponent(key);
    return true;
  } catch {
    return false; // a lone surrogate, which no AWS name contains
  }
}
