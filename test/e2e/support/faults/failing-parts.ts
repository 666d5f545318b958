import type { ServerResponse } from 'node:http';
import { beforeEach } from 'node:test';
import { createWebsite } from '../../../../src/local/server/website-files.ts';
import { E2eWorld } from '../e2e-world.ts';

const LAZY = /\/assets\/(join-bundle|joined-room|amazon-ivs|qrcode|es)-/;

/** A world in which each lazy part of the page fails to load at first: it is answered with 500. */
export class FailingParts {
  readonly #failures = new Map<string, number>();
  /** How often each part fails before it loads. One at the start of each test. */
  failuresEach = 1;

  readonly world = E2eWorld.forThisFile({
    website: (options) => {
      const website = createWebsite(options);
      return (request, response, url) => {
        const before = this.#failures.get(url.pathname) ?? 0;
        if (!LAZY.test(url.pathname) || before >= this.failuresEach) {
          return website(request, response, url);
        }
        this.#failures.set(url.pathname, before + 1);
        return refuse(response);
      };
    },
  });

  constructor() {
    beforeEach(() => {
      this.#failures.clear();
      this.failuresEach = 1;
    });
  }

  /** What failed, by the name of the part. */
  failed(): string[] {
    return [...this.#failures.keys()].map((path) => LAZY.exec(path)?.[1] ?? '').toSorted();
  }
}

function refuse(response: ServerResponse): Promise<void> {
  response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
  return Promise.resolve();
}
