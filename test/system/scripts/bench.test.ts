import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { KeptBench } from '../../../scripts/bench/bench-types.ts';
import { summarize } from '../../../scripts/bench/statistics.ts';
import { benchTable, writeInto } from '../../../scripts/bench/results-table.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

describe('npm run bench', () => {
  it('has a section in docs/performance.md for each benchmark', async () => {
    const script = ['--import', 'tsx', 'scripts/bench/bench.ts', '--help'];
    const { stdout } = await run(process.execPath, script, { cwd: ROOT });
    const names = /one of: (.+)/.exec(stdout)?.[1]?.split(', ') ?? [];
    assert.ok(names.length >= 6, stdout);
    const page = readFileSync(`${ROOT}docs/performance.md`, 'utf8');
    const written = writeInto(page, new Map(names.map((name) => [name, `figures of ${name}`])));
    for (const name of names) assert.ok(written.includes(`figures of ${name}`));
  });

  it('replaces its own section of a page and nothing else', () => {
    const page = 'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter';
    const written = writeInto(page, new Map([['a', 'new']]));
    assert.equal(written, 'before\n<!-- bench:a -->\n\nnew\n\n<!-- /bench:a -->\nafter');
    assert.throws(() => writeInto(page, new Map([['b', 'new']])), /no place for "b"/);
  });

  it('reports median, spread and 95th percentile', () => {
    assert.deepEqual(summarize([3, 1, 2]), { runs: 3, median: 2, min: 1, max: 3, p95: 3 });
    assert.equal(summarize([4, 1, 2, 3]).median, 2.5);
    assert.equal(summarize(Array.from({ length: 100 }, (_, index) => index + 1)).p95, 95);
    assert.throws(() => summarize([]), /Nothing was measured/);
  });

  it('omits empty columns', () => {
    const bench: KeptBench = {
      name: 'a',
      about: '',
      seconds: 1,
      figures: [
        { what: 'size', unit: 'KB', ...summarize([24.06]), budget: 25 },
        { what: 'time', unit: 'ms', ...summarize([1, 2, 3]) },
      ],
    };
    assert.equal(
      benchTable(bench),
      [
        '| what | median | spread | runs | budget |',
        '| --- | --: | --: | --: | --: |',
        '| size | 24.1 KB |  |  | 25 KB |',
        '| time | 2 ms | 1 – 3 ms | 3 |  |',
      ].join('\n'),
    );
  });
});
