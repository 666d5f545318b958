import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { startFakeBucket, type StoredFile } from './support/fake-bucket.ts';
import { runScript } from './support/operator-environment.ts';

describe('the upload of the website', () => {
  const folder = temporaryDirectory();
  let bucket: Awaited<ReturnType<typeof startFakeBucket>>;
  before(async () => {
    bucket = await startFakeBucket();
  });
  after(() => {
    bucket.close();
    folder.remove();
  });

  function build(name: string, files: readonly string[]): string {
    for (const file of files) {
      const path = join(folder.path, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${file} of ${name}`);
    }
    return join(folder.path, name);
  }
  const first = build('first', [
    'index.html',
    'robots.txt',
    'embed/audio-room.js',
    'assets/demo-AAAA.js',
    'assets/demo-AAAA.js.map',
    'assets/icon-1111.svg',
  ]);
  const second = build('second', [
    'index.html',
    'embed/audio-room.js',
    'assets/demo-BBBB.js',
    'assets/icon-1111.svg',
  ]);

  const upload = (directory: string, more: Record<string, string> = {}) =>
    runScript('upload-website-process', [], {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_S3: bucket.endpoint,
      SITE_BUCKET: 'site',
      SITE_DIRECTORY: directory,
      ...more,
    });
  const file = (key: string): StoredFile => {
    const found = bucket.files.get(key);
    assert.ok(found, `the bucket has no ${key}`);
    return found;
  };
  const RETIRED = 'audio-rooms%3Aretired=true';

  it('sends each file with its type and how long it may be cached, but no source map', async () => {
    const { code, output } = await upload(first);
    assert.equal(code, 0, output);
    assert.match(output, /Uploaded 5 files; 0 old ones stay/);
    assert.deepEqual([...bucket.files.keys()].sort(), [
      'assets/demo-AAAA.js',
      'assets/icon-1111.svg',
      'embed/audio-room.js',
      'index.html',
      'robots.txt',
    ]);
    assert.match(file('index.html').body, /index\.html of first/);
    assert.equal(file('index.html').contentType, 'text/html; charset=utf-8');
    assert.equal(file('index.html').cacheControl, 'no-cache');
    assert.equal(file('embed/audio-room.js').cacheControl, 'no-cache');
    assert.equal(file('assets/icon-1111.svg').contentType, 'image/svg+xml');
    assert.match(file('assets/demo-AAAA.js').cacheControl ?? '', /immutable/);
  });

  it('sends what others refer to first, and the page last', async () => {
    const { code, output } = await upload(second);
    assert.equal(code, 0, output);
    const order = ['assets/demo-BBBB.js', 'embed/audio-room.js', 'index.html'];
    const written = order.map((key) => file(key).written);
    assert.deepEqual(
      written,
      [...written].sort((a, b) => a - b),
    );
  });

  it('keeps the files that an open page may still load, and marks them for deletion', () => {
    const old = file('assets/demo-AAAA.js');
    assert.match(old.body, /demo-AAAA\.js of first/);
    assert.equal(old.tags, RETIRED);
    assert.match(old.cacheControl ?? '', /immutable/);
    assert.equal(old.contentType, 'text/javascript; charset=utf-8');
    assert.ok(old.written > file('index.html').written, 'before the new page is up');
    assert.equal(file('assets/icon-1111.svg').tags, '');
  });

  it('does not mark a file again, which would prolong its life', async () => {
    const { written } = file('assets/demo-AAAA.js');
    assert.equal((await upload(second)).code, 0);
    assert.equal(file('assets/demo-AAAA.js').written, written);
  });

  it('takes the mark from a file that comes back', async () => {
    assert.equal((await upload(first)).code, 0);
    assert.equal(file('assets/demo-AAAA.js').tags, '');
    assert.equal(file('assets/demo-BBBB.js').tags, RETIRED);
  });

  it('fails with a message, so that Terraform tries it again with the next deploy', async () => {
    const { code, output } = await upload(first, {
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    assert.equal(code, 1);
    assert.match(output, /The website was not uploaded\. The endpoint refused the connection/);
  });
});
