import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildExamples } from '../../../scripts/build/browser/examples-bundle.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The packages for the examples that `npx` and `npm ci --omit=dev` install. */
const RUNTIME = [
  ...['@lit', 'lit', 'lit-element', 'lit-html', 'qrcode'],
  ...['amazon-ivs-chat-messaging', 'amazon-ivs-web-broadcast'],
];

describe('the examples', () => {
  let scratch: ReturnType<typeof temporaryDirectory>;
  /** Our package inside node_modules, beside its dependencies, as npx installs it. */
  let installed: string;

  before(() => {
    scratch = temporaryDirectory();
    const packages = join(scratch.path, 'node_modules');
    installed = join(packages, 'audio-rooms');
    for (const folder of ['components', 'src', 'website']) {
      cpSync(join(ROOT, folder), join(installed, folder), { recursive: true });
    }
    for (const name of RUNTIME) symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  });
  after(() => scratch.remove());

  const build = async (root: string): Promise<(file: string) => string> => {
    const directory = join(scratch.path, 'examples');
    mkdirSync(dirname(directory), { recursive: true });
    await buildExamples(root, directory);
    return (file) => readFileSync(join(directory, file), 'utf8');
  };

  it('are all built if the development packages are installed', async () => {
    const read = await build(ROOT);
    for (const name of ['react', 'vue']) {
      assert.ok(read('index.html').includes(`<a href="/examples/${name}.html">`));
      assert.ok(read(`${name}.html`).includes(`src="/examples/${name}.js"`));
      assert.ok(read(`${name}.js`).length > 0);
    }
    assert.doesNotMatch(read('index.html'), /not here/);
  });

  it('leave out frameworks that are not installed, and say so in their list', async () => {
    const read = await build(installed);
    const index = read('index.html');
    for (const name of ['react', 'vue']) {
      assert.ok(!existsSync(join(scratch.path, 'examples', `${name}.html`)));
      assert.ok(!existsSync(join(scratch.path, 'examples', `${name}.js`)));
      assert.ok(!index.includes(`/${name}.html`));
    }
    assert.match(index, /React \(not here: it needs the development packages/);
    assert.ok(index.includes('<a href="/examples/plain.html">'));
  });

  it('include every file that the import map names, wherever the packages are installed', async () => {
    for (const root of [ROOT, installed]) {
      const read = await build(root);
      const [, map = ''] = /<script type="importmap">([^<]*)</.exec(read('import-map.html')) ?? [];
      const { imports } = JSON.parse(map) as { imports: Record<string, string> };
      for (const [name, path] of Object.entries(imports)) {
        const file = path.replace('/examples/', '');
        assert.ok(existsSync(join(scratch.path, 'examples', file)), name);
        assert.equal(name.endsWith('/'), path.endsWith('/'), name);
      }
    }
  });
});
