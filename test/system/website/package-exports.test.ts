import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { languages } from '../../../components/texts/languages.ts';
import { packageEntries } from '../../../scripts/build/browser/package-entries.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('exports in package.json', () => {
  it('name source files that exist', () => {
    for (const source of Object.values(packageEntries)) {
      assert.ok(existsSync(new URL(source, ROOT)), source);
    }
  });

  it('have every element that components/index.ts exports', () => {
    const elements = [...read('components/index.ts').matchAll(/from '\.\/([\w/-]+\.ts)'/g)]
      .map(([, path]) => `components/${path ?? ''}`)
      .filter((path) => read(path).includes('@customElement('));
    assert.ok(elements.length > 0);
    for (const path of elements) assert.ok(Object.values(packageEntries).includes(path), path);
  });

  it('have every language that comes with the elements', () => {
    for (const language of languages) {
      assert.equal(packageEntries[`texts/${language}`], `components/texts/${language}.ts`);
    }
  });
});
