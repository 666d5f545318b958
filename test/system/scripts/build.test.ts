import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { functionNames } from '../../../src/local/shared/local-deployment.ts';
import { BuildError } from '../../../scripts/build/output/build-error.ts';
import { buildHandlers } from '../../../scripts/build/handler-bundles.ts';
import { formatSizes } from '../../../scripts/build/output/bundle-sizes.ts';
import { replaceDirectory } from '../../../scripts/build/output/replace-directory.ts';
import { buildWebsite } from '../../../scripts/build/browser/website-bundle.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('the build', () => {
  let root: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    root = temporaryDirectory();
  });
  afterEach(() => root.remove());

  const write = (name: string, content: string) => {
    const path = join(root.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const dist = (name = '') => join(root.path, 'dist', name);

  describe('of the website', () => {
    const page = `<html><head><link rel="icon" href="./icon.svg" />
      <link rel="stylesheet" href="./site.css" />
      <script type="module" src="./demo.ts"></script></head>
      <a href="/room/x">elsewhere</a></html>`;
    beforeEach(() => {
      write('website/index.html', page);
      write('website/robots.txt', 'User-agent: *');
      write('components/audio-room/audio-room.ts', `console.log('the element');`);
      write('website/icon.svg', '<svg/>');
      write('website/site.css', 'a { color: red }');
      write('website/other.ts', `import './shared.ts'; console.log('lazy chunk');`);
      write('website/shared.ts', `console.log('shared chunk');`);
      write('website/demo.ts', `import './shared.ts'; void import('./other.ts');`);
    });
    const build = () => buildWebsite(root.path, dist('website'));
    const read = (name: string) => readFileSync(dist(`website/${name}`), 'utf8');

    it('puts a content hash into every file name, and refers to those names', async () => {
      await build();
      const html = read('index.html');
      const [icon, css, script] = [
        /href="\/(assets\/icon-[^"]+\.svg)"/,
        /href="\/(assets\/site-[^"]+\.css)"/,
        /src="\/(assets\/demo-[^"]+\.js)"/,
      ].map((pattern) => pattern.exec(html)?.[1] ?? '');
      assert.ok(icon && css && script, html);
      assert.equal(read(icon), '<svg/>');
      assert.match(read(css), /^a\{color:red\}/);
      assert.ok(html.includes('href="/room/x"'), 'other links are unchanged');
      write('website/icon.svg', '<svg><g/></svg>');
      await build();
      assert.ok(!read('index.html').includes(icon));
      assert.equal(
        existsSync(dist(`website/${icon}`)),
        false,
        'files of the previous build are removed',
      );
    });

    it('splits off lazy imports, and preloads the other chunks', async () => {
      await build();
      const html = read('index.html');
      const chunks = readdirSync(dist('website/assets')).filter((name) => name.endsWith('.js'));
      const lazy = chunks.find((name) => read(`assets/${name}`).includes('lazy chunk'));
      const shared = chunks.find((name) => read(`assets/${name}`).includes('shared chunk'));
      assert.ok(lazy !== undefined && shared !== undefined && lazy !== shared);
      assert.ok(!html.includes(lazy));
      assert.ok(html.includes(`<link rel="modulepreload" href="/assets/${shared}" />`));
    });

    it('compiles decorators and fields as Lit requires, wherever the package is installed', async () => {
      const component = `const seen = (target: object, name: string) => { console.log(target, name); };
        export class Tile { @seen label?: string; }
        new Tile();`;
      const nested = join(root.path, 'node_modules/audio-rooms');
      for (const [name, content] of Object.entries({
        'website/index.html': '<script src="./demo.ts"></script>',
        'website/demo.ts': component,
        'website/robots.txt': '',
        'components/audio-room/audio-room.ts': component,
      })) {
        mkdirSync(join(nested, dirname(name)), { recursive: true });
        writeFileSync(join(nested, name), content);
      }
      await buildWebsite(nested, dist('website'));
      const [script = ''] = readdirSync(dist('website/assets'));
      for (const file of [`assets/${script}`, 'embed/audio-room.js']) {
        assert.match(read(file), /\.prototype,"label",2\)/);
      }
    });

    it('gives fixed names to the element and to robots.txt', async () => {
      await build();
      assert.match(read('embed/audio-room.js'), /the element/);
      assert.equal(read('robots.txt'), 'User-agent: *');
    });

    it('reports which file is missing', async () => {
      write('website/index.html', '<script src="./nowhere.ts"></script>');
      await assert.rejects(
        build(),
        new BuildError('website/index.html refers to missing files: nowhere.ts'),
      );
    });
  });

  describe('of the handlers', () => {
    it('bundles each into one CommonJS file, with its source map beside it', async () => {
      for (const name of functionNames) {
        write(`handlers/${name}.ts`, `export const handler = (): string => '${name}';`);
      }
      const files = await buildHandlers(root.path, dist('handlers'));
      assert.deepEqual(
        files.map(({ name }) => name),
        functionNames.flatMap((name) => [`handlers/${name}.cjs`, `handlers/${name}.cjs.map`]),
      );
      const require = createRequire(import.meta.url);
      const { handler } = require(dist('handlers/get-room.cjs')) as { handler: () => string };
      assert.equal(handler(), 'get-room');
    });

    it('reports the functions without a source file, and builds the others', async () => {
      write('handlers/get-room.ts', 'export const handler = () => 1;');
      await assert.rejects(buildHandlers(root.path, dist('handlers')), (error: Error) => {
        assert.ok(error instanceof BuildError);
        assert.match(error.message, /handlers\/create-room\.ts/);
        assert.ok(!error.message.includes('get-room'));
        return true;
      });
      assert.deepEqual(readdirSync(dist('handlers')), ['get-room.cjs', 'get-room.cjs.map']);
    });
  });

  it('keeps the last good build when a new one fails', async () => {
    write('dist/website/old.txt', 'old');
    const failing = replaceDirectory(dist('website'), () => Promise.reject(new Error('broken')));
    await assert.rejects(failing, { message: 'broken' });
    assert.deepEqual(readdirSync(dist()), ['website']);
    assert.equal(readFileSync(dist('website/old.txt'), 'utf8'), 'old');
  });

  it('removes leftovers of a killed build, but not of one that is still running', async () => {
    const killed = spawnSync(process.execPath, ['-e', '']).pid;
    write(`dist/website.${killed}.tmp/a.txt`, '');
    write(`dist/website.${killed}.old/a.txt`, '');
    write(`dist/website.${process.ppid}.tmp/a.txt`, '');
    await replaceDirectory(dist('website'), () => Promise.resolve());
    assert.deepEqual(readdirSync(dist()).sort(), ['website', `website.${process.ppid}.tmp`]);
  });

  it('formats sizes in columns', () => {
    const text = formatSizes([
      { name: 'a.js', bytes: 1234, gzipBytes: 456 },
      { name: 'longer.js', bytes: 1_234_567, gzipBytes: 123_456 },
    ]);
    assert.deepEqual(text.split('\n'), [
      '  a.js         1.2 kB  gzip    0.5 kB',
      '  longer.js 1234.6 kB  gzip  123.5 kB',
    ]);
  });
});
