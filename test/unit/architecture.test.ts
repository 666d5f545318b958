import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { importsOf } from '../support/imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ignored = /^(\.git|node_modules|dist|coverage|cdktf\.out|\.terraform|\.data)$/;
const files = walk('');

function walk(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (ignored.test(entry.name)) return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

describe('the rules of eslint.floors.js', () => {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: 'eslint.floors.js' });

  async function complaints(filePath: string, text: string): Promise<string> {
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? []).map(({ message }) => message).join('\n');
  }

  const refused: [file: string, text: string][] = [
    ['src/api/a.ts', "import { RoomSession } from '../client/session/room-session.ts';"],
    ['src/api/a.ts', "import ts from 'typescript';"],
    ['src/client/a.ts', "export * from '../../components/index.ts';"],
    ['src/client/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['src/client/stage/a.ts', "import type { Session } from '../session/room-session.ts';"],
    ['components/texts/a.ts', "await import('../../src/backend/functions.ts');"],
    ['components/events/a.ts', "type T = import('../../src/local/aws/cloud.ts').Cloud;"],
    ['src/local/a.ts', "import type { Item } from '../backend/rooms/room-item.ts';"],
    ['src/local/aws/a.ts', "import { handler } from '../../../handlers/create-room.ts';"],
    ['stacks/a.ts', "import { handler } from '../handlers/create-room.ts';"],
    ['src/backend/functions.ts', "import { MAX_BODY_BYTES } from '../api/limits.ts';"],
    ['handlers/a.ts', "import { startLocalServer } from '../src/local/server/local-server.ts';"],
    ['scripts/start.ts', "import { World } from '../test/e2e/support/e2e-world.ts';"],
  ];
  for (const [file, text] of refused) {
    it(`refuse in ${file}: ${text}`, async () => {
      assert.match(await complaints(file, text), /no policy allowing/);
    });
  }

  const allowed: [file: string, text: string][] = [
    ['components/texts/a.ts', "import { parseName } from '../../src/api/names.ts';"],
    ['components/lobby/a.ts', "import { html } from 'lit';"],
    ['src/local/shared/a.ts', "import { functions } from '../../backend/functions.ts';"],
    ['src/local/aws/a.ts', "import { createServer } from 'node:http';"],
    ['test/e2e/a.ts', "import { MAX_NAME_LENGTH } from '../../src/api/limits.ts';"],
  ];
  for (const [file, text] of allowed) {
    it(`allow in ${file}: ${text}`, async () => {
      assert.equal(await complaints(file, text), '');
    });
  }

  it('refuse a file that belongs to no place', async () => {
    assert.match(await complaints('src/added/a.ts', ''), /does not belong to any known/);
    assert.match(await complaints('components/a.ts', ''), /does not belong to any known/);
  });

  it('refuse a development dependency in what runs', async () => {
    const text = "import puppeteer from 'puppeteer-core';";
    assert.match(await complaints('src/local/a.ts', text), /dependencies, not devDependencies/);
    assert.equal(await complaints('test/e2e/a.ts', text), '');
  });
});

describe('imports', () => {
  it('form no cycle, not even of types', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      if (done.has(file) || path.includes(file)) return;
      for (const specifier of importsOf(file, read(file))) {
        const target = posix.join(posix.dirname(file), specifier);
        if (files.includes(target)) visit(target, [...path, file]);
      }
      done.add(file);
    };
    for (const file of files.filter((name) => /\.tsx?$/.test(name))) visit(file, []);
    assert.deepEqual(cycles, []);
  });
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}
const manifest = JSON.parse(read('package.json')) as Manifest;

describe('packages', () => {
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
