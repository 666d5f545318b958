import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { cacheControl, contentType, pageHeaders, type PageNeeds } from '../../api/page-headers.ts';
import { respond } from '../shared/http.ts';
import type { NetworkPages } from './network/start-page.ts';

const compress = promisify(gzip);

const COMPRESSED = /^(text\/|application\/(json|manifest)|image\/svg)/;

const INDEX = '/index.html';

/** A name with an extension. A dot at the end belongs to the sentence that a link was copied from. */
const FILE = /\.[^.]/;

interface File {
  readonly content: Buffer;
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  readonly needs?: PageNeeds;
  /** The path of its source map, for the browser's developer tools. */
  readonly sourceMap?: string;
  /** Created on the first request. */
  compressed?: Promise<Buffer>;
}

export interface WebsiteOptions {
  /** The website as built. */
  readonly directory: string;
  /** The source that the pages' content security policy allows for the stage. */
  readonly stage: string;
  /** The directory of the pages under `/examples/`; they are not served if absent. */
  readonly examples?: string;
  /** HTML to append to each page's head, during development. */
  readonly addToHead?: string;
  /** What it has in addition while others in the network may open it. */
  readonly network?: NetworkPages;
}

/** Answers a request for a page or a file. */
export type Website = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<void>;

/**
 * Serves the built website from memory, so that a build may replace the files meanwhile.
 * Every path without an extension gets the app's page, which does its own routing.
 */
export function createWebsite({
  directory,
  stage,
  examples,
  addToHead = '',
  network,
}: WebsiteOptions): Website {
  const files = loadFiles(directory, addToHead);
  if (network) addNetworkPages(files, network);
  if (examples !== undefined) {
    for (const [path, file] of loadExamples(examples, addToHead)) files.set(path, file);
  }
  const security = pageHeaders(stage);
  return async (request, response, url) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respond(response, 405, { ...security, allow: 'GET, HEAD' }, '');
      return;
    }
    const isPage = !FILE.test(url.pathname.split('/').at(-1) ?? '');
    const file = files.get(isPage ? INDEX : url.pathname);
    if (!file) {
      const text = files.size > 0 ? 'Not found' : `There is no website in ${directory}. Build it.`;
      respond(response, 404, { ...security, 'content-type': 'text/plain; charset=utf-8' }, text);
      return;
    }
    const { type, cacheControl, etag, needs, sourceMap } = file;
    const headers = {
      ...(needs ? pageHeaders(stage, needs) : security),
      'cache-control': cacheControl,
      etag,
      vary: 'accept-encoding',
      ...(sourceMap !== undefined && { sourcemap: sourceMap }),
    };
    if (matches(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const accepted = request.headers['accept-encoding'] ?? '';
    if (COMPRESSED.test(type) && acceptsGzip(accepted)) {
      file.compressed ??= compress(file.content);
      const encoding = { 'content-type': type, 'content-encoding': 'gzip' };
      respond(response, 200, { ...headers, ...encoding }, await file.compressed);
    } else {
      respond(response, 200, { ...headers, 'content-type': type }, file.content);
    }
  };
}

/** Whether an If-None-Match names an ETag. It may be a list, and proxies that compress make ETags weak. */
const matches = (header = '', etag: string): boolean =>
  header.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()));

/** Whether an Accept-Encoding allows gzip: by its name or by `*`, and not with `q=0`. */
function acceptsGzip(header: string): boolean {
  const codings = header.split(',').map((one) => one.toLowerCase().replace(/\s/g, '').split(';'));
  const [, ...parameters] = codings.find(([name]) => name === 'gzip' || name === 'x-gzip') ??
    codings.find(([name]) => name === '*') ?? ['', 'q=0'];
  return !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
}

function loadFiles(directory: string, addToHead: string, base = '/'): Map<string, File> {
  const files = new Map<string, File>();
  for (const path of listFiles(directory)) {
    const content = readContent(path, addToHead);
    const name = relative(directory, path).split(sep).join('/');
    files.set(base + name, {
      ...toFile(name, content),
      ...(addToHead !== '' && { cacheControl: 'no-cache' }),
      ...(existsSync(`${path}.map`) && { sourceMap: `${base}${name}.map` }),
    });
  }
  return files;
}

const toFile = (name: string, content: Buffer): File => ({
  content,
  type: contentType(name),
  cacheControl: cacheControl(name),
  etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
});

function addNetworkPages(files: Map<string, File>, { head, welcome, files: more }: NetworkPages) {
  const index = files.get(INDEX)?.content.toString() ?? '';
  const html = index
    .replace('</head>', `${head}</head>`)
    // The first section welcomes.
    .replace('</section>', `${welcome}</section>`);
  for (const [path, content] of Object.entries({ ...more, [INDEX]: html }))
    files.set(path, toFile(path.slice(1), Buffer.from(content)));
}

function readContent(path: string, addToHead: string): Buffer {
  const content = readFileSync(path);
  if (addToHead === '' || !path.endsWith('.html')) return content;
  return Buffer.from(content.toString().replace('</head>', `${addToHead}</head>`));
}

/** Loads the examples, each page with the needs that the build found. */
function loadExamples(directory: string, addToHead: string): [path: string, file: File][] {
  const base = '/examples/';
  const files = loadFiles(directory, addToHead, base);
  const text = files.get(`${base}needs.json`)?.content.toString() ?? '{}';
  const needs = JSON.parse(text) as Readonly<Record<string, PageNeeds>>;
  return [...files].map(([path, file]) => {
    const own = needs[path.slice(base.length)];
    return [path, own ? { ...file, needs: own } : file];
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
