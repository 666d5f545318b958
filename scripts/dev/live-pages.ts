import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  createWebsite,
  type Website,
  type WebsiteOptions,
} from '../../src/local/server/website-files.ts';

const EVENTS = '/dev/events';

/** The script of `npm run dev` in each page, by the name under which it is built. */
export const RELOAD_SCRIPT = { 'dev-reload': 'website/dev-reload.ts' };

/** Serves the website as a developer sees it: open pages reload when it has been built again. */
export class LivePages {
  readonly #options: WebsiteOptions;
  // Pages of a process that has ended reload as well: their connections have ended with it.
  readonly #process = randomUUID();
  readonly #builds = { site: 1, examples: 1 };
  readonly #pages = new Set<ServerResponse>();
  #problem = '';
  #website: Website;

  constructor(options: WebsiteOptions) {
    this.#options = options;
    this.#website = this.#load();
  }

  /** Answers a request for a page, a file, or the events that pages listen to. */
  readonly handle: Website = async (request, response, url) => {
    if (url.pathname === EVENTS) this.#listen(response);
    else await this.#website(request, response, url);
  };

  /** Reads the built files again, and has the open pages reload. */
  reload(part: 'site' | 'examples'): void {
    this.#builds[part]++;
    this.#website = this.#load();
    this.#tell();
  }

  /** @param problem - Why the last build failed; empty if it did not. */
  show(problem: string): void {
    this.#problem = problem;
    this.#tell();
  }

  #load(): Website {
    const { site, examples } = this.#versions();
    const data = `data-events="${EVENTS}" data-site="${site}" data-examples="${examples}"`;
    const addToHead = `<script type="module" src="/dev-reload.js" ${data}></script>`;
    return createWebsite({ ...this.#options, addToHead });
  }

  #versions() {
    const { site, examples } = this.#builds;
    return { site: `${this.#process}.${site}`, examples: `${this.#process}.${examples}` };
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`retry: 200\n${this.#event()}`);
    this.#pages.add(response);
    response.on('close', () => this.#pages.delete(response));
  }

  #tell(): void {
    for (const page of this.#pages) page.write(this.#event());
  }

  #event(): string {
    return `data: ${JSON.stringify({ ...this.#versions(), problem: this.#problem })}\n\n`;
  }
}
