import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildWebsite } from '../../../scripts/build/browser/website-bundle.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUDGET = 25_000;
/** Including the page itself. The others are requested in parallel, and cached for the next visit. */
const REQUESTS = 11;

describe('the website before joining', () => {
  let folder: string;
  let site: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'website-'));
    site = join(folder, 'website');
    await buildWebsite(ROOT, site);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  /** A script and all its static imports, with their contents. */
  function scripts(path: string, seen = new Map<string, Buffer>()): Map<string, Buffer> {
    if (seen.has(path)) return seen;
    const content = readFileSync(join(site, path));
    seen.set(path, content);
    for (const [, name] of content.toString().matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
      scripts(join(path, '..', name ?? ''), seen);
    }
    return seen;
  }

  it(`loads at most ${BUDGET / 1000} KB of script, Lit included`, () => {
    const page = readFileSync(join(site, 'index.html'), 'utf8');
    const entries = [...page.matchAll(/<script [^>]*src="\/([^"]+)"/g)].map(
      ([, name]) => name ?? '',
    );
    assert.equal(entries.length, 2);
    const loaded = new Map(entries.flatMap((entry) => [...scripts(entry)]));
    assert.ok(loaded.size > 1, 'nothing is shared with later chunks');
    const bytes = [...loaded.values()].reduce((sum, file) => sum + gzipSync(file).length, 0);
    assert.ok(bytes <= BUDGET, `${bytes} bytes in ${[...loaded.keys()].join(', ')}`);
  });

  it(`causes at most ${REQUESTS} requests`, () => {
    const page = readFileSync(join(site, 'index.html'), 'utf8');
    const files = [...page.matchAll(/<(?:script|link|img) [^>]*(?:src|href)="(\/[^"]+)"/g)];
    const names = new Set(files.map(([, name]) => name));
    assert.ok(names.size > 5, 'the page refers to its files in another way');
    assert.ok(1 + names.size <= REQUESTS, [...names].join(', '));
  });

  it('requests nothing from other sites', () => {
    const page = readFileSync(join(site, 'index.html'), 'utf8');
    assert.doesNotMatch(page, /(?:src|href)="(?:https?:)?\/\//);
  });

  it('has no inline script or style, which its policy forbids', () => {
    const page = readFileSync(join(site, 'index.html'), 'utf8');
    assert.doesNotMatch(page, /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/);
  });
});
