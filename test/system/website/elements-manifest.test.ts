import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createManifest, MANIFEST } from '../../../scripts/build/elements-manifest.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Documented {
  name: string;
  description?: string;
  attribute?: string;
  kind?: string;
}

interface Declaration {
  tagName: string;
  summary?: string;
  superclass?: { module?: string };
  members?: Documented[];
  events?: Documented[];
  slots?: Documented[];
  cssParts?: Documented[];
}

const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
  modules: { path: string; declarations: Declaration[] }[];
};
const elements = manifest.modules.flatMap(({ path, declarations }) =>
  declarations.map((declaration) => ({ path, ...declaration })),
);
const namesOf = (documented: Documented[] = []): string[] =>
  documented.map(({ name }) => name).sort();

/** The files that an element's module imports from its own folder and that define no element: parts of its template. */
const templatesBeside = (path: string): string[] =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(/ from '\.\/([\w-]+\.ts)'/g)]
    .map(([, name = '']) => join(dirname(path), name))
    .filter((file) => !readFileSync(join(ROOT, file), 'utf8').includes('@customElement('));

describe('custom-elements.json', () => {
  it('is what `npm run manifest` makes of the elements today', async () => {
    assert.equal(readFileSync(MANIFEST, 'utf8'), await createManifest());
  });

  it('lists every element', () => {
    const files = readdirSync(join(ROOT, 'components'), { recursive: true, encoding: 'utf8' }).map(
      (file) => `components/${file}`,
    );
    const defining = files.filter(
      (file) =>
        file.endsWith('.ts') && readFileSync(join(ROOT, file), 'utf8').includes('@customElement('),
    );
    assert.deepEqual(elements.map(({ path }) => path).sort(), defining.sort());
  });

  it('has no name that a page is likely to have already: but for two, all begin with `audio-room`', () => {
    const others = elements
      .map(({ tagName }) => tagName)
      .filter((tag) => !/^audio-room\b/.test(tag));
    assert.deepEqual(others.toSorted(), ['mic-control', 'participant-tile']);
  });

  for (const element of elements) {
    // Its own file, the templates beside it, the class that it extends, and what <audio-room> loads later.
    const { path, superclass, tagName } = element;
    const source = [
      path,
      ...templatesBeside(path),
      ...(superclass?.module ? [superclass.module] : []),
      ...(tagName === 'audio-room' ? ['components/audio-room/join-bundle.ts'] : []),
    ]
      .filter((file) => existsSync(join(ROOT, file)))
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    const inTemplates = (pattern: RegExp): string[] =>
      [...new Set([...source.matchAll(pattern)].map(([, name]) => name ?? ''))].sort();

    it(`describes <${element.tagName}> and each of its properties, events, parts and slots`, () => {
      assert.ok(element.summary, 'no summary');
      const fields = (element.members ?? []).filter(({ kind }) => kind === 'field');
      const { events = [], slots = [], cssParts = [] } = element;
      for (const { name, description } of [...fields, ...events, ...slots, ...cssParts]) {
        assert.ok(description, `no description of ${name || 'the default slot'}`);
      }
    });

    it(`lists every part of <${element.tagName}>`, () => {
      assert.deepEqual(namesOf(element.cssParts), inTemplates(/\spart="([\w-]+)"/g));
    });

    it(`lists every slot of <${element.tagName}>`, () => {
      const named = inTemplates(/<slot name="([\w-]+)"/g);
      const unnamed = /<slot>/.test(source) ? [''] : [];
      assert.deepEqual(namesOf(element.slots), [...unnamed, ...named]);
    });
  }
});
