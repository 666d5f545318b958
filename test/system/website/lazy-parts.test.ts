import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const website = fileURLToPath(new URL('../../../dist/website', import.meta.url));
const entries = [
  ...readdirSync(join(website, 'assets')).filter((name) => /^demo-.*\.js$/.test(name)),
  '../embed/audio-room.js',
].map((name) => join(website, 'assets', name));

function importsOf(file: string): { now: string[]; lazily: string[] } {
  const script = readFileSync(file, 'utf8');
  const find = (pattern: RegExp) =>
    [...script.matchAll(pattern)].map(([, path = '']) => resolve(dirname(file), path));
  return { now: find(/(?:\bfrom|\bimport)"(\.[^"]+)"/g), lazily: find(/\bimport\("(\.[^"]+)"\)/g) };
}

function loadedWith(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const path of importsOf(file).now) loadedWith(path, loaded);
  return loaded;
}

/** Lists each lazy part, with what it imports that is not loaded by whatever imports it. */
function missing(file: string, present: ReadonlySet<string>, found: Map<string, string[]>): void {
  const here = new Set([...present, ...loadedWith(file)]);
  for (const part of [...here].flatMap((one) => importsOf(one).lazily)) {
    if (found.has(part)) continue;
    found.set(
      part,
      [...loadedWith(part)].filter((one) => one !== part && !here.has(one)),
    );
    missing(part, here, found);
  }
}

describe('the lazy parts of the website', () => {
  it('import nothing that may fail to load with them, as only a part itself is loaded again', () => {
    assert.equal(entries.length, 2);
    for (const entry of entries) {
      const found = new Map<string, string[]>();
      missing(entry, new Set(), found);
      assert.ok(found.size >= 5, [...found.keys()].join());
      assert.deepEqual(Object.fromEntries([...found].filter(([, files]) => files.length > 0)), {});
    }
  });
});
