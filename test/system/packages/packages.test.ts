import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { importsOf } from '../../support/imports.ts';
import {
  directoryOf,
  installed,
  manifestOf,
  pack,
  type PackageName,
  type Packed,
} from '../../support/packages.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const names: readonly PackageName[] = ['audio-rooms', 'audio-rooms-local'];

/** Packed, in bytes. */
const BUDGETS: Readonly<Record<PackageName, number>> = {
  'audio-rooms': 500_000,
  'audio-rooms-local': 1_700_000,
};

const packed = new Map<PackageName, Packed>();
const directory = temporaryDirectory();

before(() => {
  for (const name of names) packed.set(name, pack(name, directory.path));
});

after(() => directory.remove());

const filesOf = (name: PackageName): string[] =>
  packed.get(name)?.files.map(({ path }) => path) ?? [];

const read = (name: PackageName, path: string): string =>
  readFileSync(join(directoryOf(name), path), 'utf8');

for (const name of names) {
  describe(`the package ${name}`, () => {
    it('can be published: it is not private, and has a licence and a readme', () => {
      const manifest = manifestOf(name);
      assert.equal(manifest.private, undefined);
      assert.equal(manifest.license, 'MIT');
      for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md', 'THIRD-PARTY-LICENCES.txt']) {
        assert.ok(filesOf(name).includes(file), file);
      }
    });

    it('has nothing that publint complains about', async () => {
      const { messages } = await publint({ pkgDir: directoryOf(name), pack: false, strict: true });
      assert.deepEqual(messages, []);
    });

    it('refers in its pages only to files that it has', () => {
      const files = filesOf(name);
      for (const page of files.filter((path) => path.endsWith('.md'))) {
        for (const [, link = ''] of read(name, page).matchAll(/\]\((?!#|https?:)([^)#]+)/g)) {
          assert.ok(files.includes(posix.join(posix.dirname(page), link)), `${page}: ${link}`);
        }
      }
    });

    it('has no tests, and keeps within its size', () => {
      assert.deepEqual(
        filesOf(name).filter((path) => /\btests?\b/.test(path)),
        [],
      );
      const { size = Infinity } = packed.get(name) ?? {};
      assert.ok(size <= BUDGETS[name], `${size} bytes`);
    });
  });
}

describe('the package for pages', () => {
  const scripts = () => filesOf('audio-rooms').filter((path) => path.endsWith('.js'));
  const declarations = () => filesOf('audio-rooms').filter((path) => path.endsWith('.d.ts'));

  it('has all types where every way of resolving looks for them', async () => {
    const tarball = readFileSync(packed.get('audio-rooms')?.tarball ?? '');
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    assert.ok('problems' in analysis, 'it has types');
    // It consists of ES modules, which CommonJS loads by import(), and needs a resolution that knows `exports`.
    const problems = analysis.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    );
    assert.deepEqual(problems, []);
  });

  it('needs nothing of Node: only Lit, the IVS Chat SDK, and the IVS SDK if the page brings it', () => {
    const { dependencies, peerDependencies } = manifestOf('audio-rooms');
    assert.deepEqual(Object.keys(dependencies), [
      '@lit/context',
      'amazon-ivs-chat-messaging',
      'lit',
    ]);
    const packages = [...Object.keys(dependencies), ...Object.keys(peerDependencies ?? {})];
    for (const path of [...scripts(), ...declarations()]) {
      for (const specifier of importsOf(path, read('audio-rooms', path))) {
        const target = posix.join(posix.dirname(path), specifier);
        const [one = '', two = ''] = specifier.split('/');
        const known = specifier.startsWith('.')
          ? [target, target.replace(/\.js$/, '.d.ts')].some((file) =>
              existsSync(join(directoryOf('audio-rooms'), file)),
            )
          : packages.includes(one.startsWith('@') ? `${one}/${two}` : one);
        assert.ok(known, `${path}: ${specifier}`);
      }
    }
  });

  it('names in its manifest of elements only modules that it exports', () => {
    const manifest = JSON.parse(read('audio-rooms', 'custom-elements.json')) as {
      modules: { path: string; exports: { declaration: { module: string } }[] }[];
    };
    const exported = Object.values(manifestOf('audio-rooms').exports ?? {}).flatMap((entry) =>
      typeof entry === 'object' && entry && 'default' in entry ? [entry.default] : [],
    );
    assert.ok(manifest.modules.length > 5);
    for (const { path, exports } of manifest.modules) {
      assert.ok(exported.includes(`./${path}`), path);
      for (const { declaration } of exports) assert.equal(declaration.module, path);
    }
  });

  it('has a source map with its sources for each script', () => {
    for (const path of scripts()) {
      const { sources, sourcesContent } = JSON.parse(read('audio-rooms', `${path}.map`)) as {
        sources: string[];
        sourcesContent: (string | null)[];
      };
      assert.equal(sourcesContent.filter((text) => text !== null).length, sources.length, path);
    }
  });

  it('adds less than 1 KB to a page that takes only RoomError from it', async () => {
    const script = await bundled(
      "import { RoomError } from 'audio-rooms/client'; console.log(RoomError);",
    );
    const bytes = gzipSync(script).length;
    assert.ok(bytes < 1_000, `${bytes} bytes`);
  });

  it('defines its elements in a page that only imports them', async () => {
    for (const [path, tag] of [
      ['audio-rooms', 'audio-room'],
      ['audio-rooms/audio-room', 'audio-room'],
      ['audio-rooms/mic-control', 'mic-control'],
    ] as const) {
      assert.match(await bundled(`import '${path}';`), new RegExp(`\\("${tag}"\\)`), path);
    }
  });
});

/** A script that a page's bundler makes with the package installed. */
async function bundled(contents: string): Promise<string> {
  const project = installed('audio-rooms', ['lit', '@lit/context', 'amazon-ivs-chat-messaging']);
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: project.path },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      external: ['amazon-ivs-web-broadcast'],
    });
    return outputFiles[0]?.text ?? '';
  } finally {
    project.remove();
  }
}
