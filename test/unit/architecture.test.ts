import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importsOf } from '../support/imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each folder may import besides itself; a path that ends in .ts allows that file alone. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/api': [],
  'src/client': ['src/api'],
  components: ['src/client', 'src/api'],
  website: ['components', 'src/client', 'src/api'],
  'src/backend': ['src/api'],
  'src/backend/functions.ts': [],
  handlers: ['src/backend', 'src/api'],
  'src/local': ['src/backend/functions.ts', 'src/api'],
  stacks: ['src/backend/functions.ts', 'src/api'],
  // Tools for who works here: they measure and photograph with the participants and browsers of the tests.
  scripts: ['src', 'handlers', 'stacks', 'components', 'website', 'test'],
  // What is in the package and runs at its users' is not a tool.
  'scripts/build': ['src'],
  'scripts/start.ts': ['scripts/build', 'src'],
};

/** Packages that code for the browser may use; everything else may use any. */
const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  'src/api': ['json-schema-to-ts'],
  'src/client': ['amazon-ivs-web-broadcast'],
  components: ['lit', 'qrcode'],
  website: ['lit'],
  'website/examples': ['audio-rooms', 'lit', 'react', 'react-dom', 'vue'],
  'src/backend/functions.ts': [],
};

const ignored = /^(\.git|node_modules|dist|coverage|cdktf\.out|\.terraform|\.data)$/;
const files = walk('');
const sources = files.filter((file) => /\.tsx?$/.test(file));

function walk(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (ignored.test(entry.name)) return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

const isIn = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}/`);

/** The most exact place in a table that a file is in. */
const placeOf = (file: string, table: object): string | undefined =>
  Object.keys(table)
    .filter((place) => isIn(file, place))
    .sort((a, b) => b.length - a.length)[0];

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What a file imports although its place does not allow it. */
function forbiddenImports(file: string, text: string): string[] {
  const place = placeOf(file, allowed);
  const packages = allowedPackages[placeOf(file, allowedPackages) ?? ''];
  return importsOf(file, text)
    .map(({ specifier }) => specifier)
    .filter((specifier) => {
      if (!specifier.startsWith('.')) {
        return packages !== undefined && !packages.includes(packageOf(specifier));
      }
      const target = posix.join(posix.dirname(file), specifier);
      if (place === undefined) return false;
      return ![place, ...(allowed[place] ?? [])].some((open) => isIn(target, open));
    })
    .map((specifier) => `${file} imports ${specifier}`);
}

/** Packages that run but are not installed by `npm ci --omit=dev`. */
function undeclaredPackages(file: string, text: string, declared: readonly string[]): string[] {
  return importsOf(file, text)
    .filter(({ typeOnly, specifier }) => !typeOnly && !/^(\.|node:)/.test(specifier))
    .map(({ specifier }) => packageOf(specifier))
    .filter((name) => !declared.includes(name))
    .map((name) => `${file} runs ${name}`);
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}
const manifest = JSON.parse(read('package.json')) as Manifest;
const runtimePackages = Object.keys(manifest.dependencies);

describe('dependencies between folders', () => {
  it('point one way', () => {
    assert.deepEqual(
      sources.flatMap((file) => forbiddenImports(file, read(file))),
      [],
    );
  });

  it('are found where they are forbidden, in every form of import', () => {
    const forbidden: [file: string, text: string][] = [
      ['src/api/a.ts', "import { RoomSession } from '../client/session/room-session.ts';"],
      ['src/api/a.ts', "import ts from 'typescript';"],
      ['src/client/a.ts', "export * from '../../components/index.ts';"],
      ['src/client/a.ts', "import { readFile } from 'node:fs/promises';"],
      ['components/a.ts', "const rooms = await import('../src/backend/rooms/room-table.ts');"],
      ['components/events/a.ts', "type T = import('../../src/local/aws/cloud.ts').Cloud;"],
      ['src/local/a.ts', "import type { Room } from '../backend/rooms/room-table.ts';"],
      ['src/local/aws/a.ts', "import { handler } from '../../../handlers/create-room.ts';"],
      ['stacks/a.ts', "import { handler } from '../handlers/create-room.ts';"],
      ['src/backend/functions.ts', "import { MAX_BODY_BYTES } from '../api/limits.ts';"],
      ['handlers/a.ts', "import { startLocalServer } from '../src/local/server/local-server.ts';"],
      ['scripts/start.ts', "import { World } from '../test/e2e/support/e2e-world.ts';"],
      ['src/backend/a.ts', "import { startServer } from '../../test/support/server.ts';"],
    ];
    for (const [file, text] of forbidden)
      assert.equal(forbiddenImports(file, text).length, 1, text);
  });

  it('are free where they are allowed', () => {
    const fine: [file: string, text: string][] = [
      ['components/events/a.ts', "import { parseName } from '../../src/api/names.ts';"],
      ['src/local/a.ts', "import { functions } from '../backend/functions.ts';"],
      ['src/local/aws/a.ts', "import { createServer } from 'node:http';"],
      [
        'test/e2e/a.test.ts',
        "import { startLocalServer } from '../../src/local/server/local-server.ts';",
      ],
    ];
    for (const [file, text] of fine) assert.deepEqual(forbiddenImports(file, text), []);
  });

  it('reach every source file: no folder is without a rule', () => {
    const folders = new Set(sources.map((file) => file.split('/')[0]));
    const known = new Set(['test', ...Object.keys(allowed).map((place) => place.split('/')[0])]);
    assert.deepEqual(
      [...folders].filter((folder) => !known.has(folder)),
      [],
    );
  });
});

describe('packages', () => {
  it('that run are installed without the development ones', () => {
    // The examples are left out where their frameworks are.
    const running = sources.filter((file) =>
      /^(components|handlers|src|website(?!\/examples))\//.test(file),
    );
    assert.deepEqual(
      running.flatMap((file) => undeclaredPackages(file, read(file), runtimePackages)),
      [],
    );
    assert.equal(
      undeclaredPackages('a.ts', "import p from 'puppeteer-core';", runtimePackages).length,
      1,
    );
  });

  it('are pinned to one exact version', () => {
    const { dependencies, devDependencies, overrides } = manifest;
    const wanted = [dependencies, devDependencies, overrides]
      .flatMap(Object.entries<string | Readonly<Record<string, string>>>)
      // An override for one package's own tree is a table of its own; `$name` repeats that package's pin.
      .flatMap(([name, pin]) => (typeof pin === 'string' ? [[name, pin]] : Object.entries(pin)));
    const loose = wanted.filter(
      ([, version = '']) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$|^\$/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('are locked by their content and by no address', () => {
    const lock = read('package-lock.json');
    assert.match(lock, /"integrity": "sha512-/);
    assert.doesNotMatch(lock, /"resolved": "(?!node_modules)|https?:\/\/registry/);
  });
});

describe('files', () => {
  const code = files.filter((file) => /\.(tsx?|js|mjs|cjs|css|html|sh)$/.test(file));

  it('have at most 400 lines', () => {
    const long = code.filter((file) => read(file).split('\n').length > 401);
    assert.deepEqual(long, []);
  });

  it('never tell the compiler to look away', () => {
    const directive = /@ts-(?:ignore|nocheck|expect-error)/;
    assert.deepEqual(
      code.filter((file) => directive.test(read(file))),
      [],
    );
  });

  it('hold no path of one machine and no private registry', () => {
    // Written so that this file itself does not hold them.
    const machine = /(?<![\w.])\/(?:home|Users|root|work)\/[\w.]|[A-Z]:\\Users\\/;
    const registry = /(?:npmjs|yarnpkg|npmmirror)\.(?:org|com)\/|artifactory|jfrog|codeartifact/i;
    const text = files.filter(
      (file) =>
        !/\.(png|ico|woff2|wav)$/.test(file) &&
        !['package-lock.json', 'test/unit/architecture.test.ts'].includes(file),
    );
    assert.deepEqual(
      text.filter((file) => machine.test(read(file)) || registry.test(read(file))),
      [],
    );
  });
});
