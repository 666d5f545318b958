import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { cacheControl, contentType, pageHeaders, type PageNeeds } from '../../api/page-headers.ts';
import { respond } from '../shared/http.ts';

const compress = promisify(gzip);

const COMPRESSED = /^(text\/|application\/(json|manifest)|image\/svg)/;

const INDEX = '/index.html';

interface File {
  readonly content: Buffer;
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly needs?: PageNeeds;
  /** Made when it is first asked for. */
  compressed?: Promise<Buffer>;
}

/**
 * The built website, from memory: a build that replaces the files while it is served does no harm.
 * Every path without a dot is a page of the app, which finds its own way.
 * @param examples Where the pages under `/examples/` are, if they are to be served.
 */
export function createWebsite(directory: string, origin: string, examples?: string) {
  const files = loadFiles(directory);
  if (examples !== undefined) {
    for (const [path, file] of loadExamples(examples)) files.set(path, file);
  }
  // The stage is always at the origin, also for a page that was opened under another name of this machine.
  const security = pageHeaders(origin);
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respond(response, 405, { ...security, allow: 'GET, HEAD' }, '');
      return;
    }
    const isPage = !(url.pathname.split('/').at(-1) ?? '').includes('.');
    const file = files.get(isPage ? INDEX : url.pathname);
    if (!file) {
      const text = files.size > 0 ? 'Not found' : `There is no website in ${directory}. Build it.`;
      respond(response, 404, { ...security, 'content-type': 'text/plain; charset=utf-8' }, text);
      return;
    }
    const { type, cacheControl, etag, needs } = file;
    const policy = needs ? pageHeaders(origin, needs) : security;
    const headers = { ...policy, 'cache-control': cacheControl, etag, vary: 'accept-encoding' };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const accepted = request.headers['accept-encoding'] ?? '';
    if (COMPRESSED.test(type) && /\bgzip\b/.test(accepted)) {
      file.compressed ??= compress(file.content);
      const encoding = { 'content-type': type, 'content-encoding': 'gzip' };
      respond(response, 200, { ...headers, ...encoding }, await file.compressed);
    } else {
      respond(response, 200, { ...headers, 'content-type': type }, file.content);
    }
  };
}

function loadFiles(directory: string): Map<string, File> {
  const files = new Map<string, File>();
  for (const path of listFiles(directory)) {
    const content = readFileSync(path);
    const name = relative(directory, path).split(sep).join('/');
    files.set(`/${name}`, {
      content,
      type: contentType(path),
      cacheControl: cacheControl(name),
      etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    });
  }
  return files;
}

/** The examples, and what the build found that each page needs. */
function loadExamples(directory: string): [path: string, file: File][] {
  const files = loadFiles(directory);
  const text = files.get('/needs.json')?.content.toString() ?? '{}';
  const needs = JSON.parse(text) as Readonly<Record<string, PageNeeds>>;
  return [...files].map(([path, file]) => {
    const own = needs[path.slice(1)];
    return [`/examples${path}`, own ? { ...file, needs: own } : file];
  });
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return []; // not built
  }
}
