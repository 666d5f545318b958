import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import type { FunctionName } from '../../../../src/backend/functions.ts';
import {
  startLocalServer,
  type LocalServer,
  type LocalServerOptions,
} from '../../../../src/local/server/local-server.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { bundleAll } from './bundles.ts';

/** The output of a build, with test functions instead of handlers and a website of three files. */
export interface Dist {
  readonly path: string;
  remove(): void;
}

export async function makeDist(
  functions: Partial<Record<FunctionName, string>> = {},
): Promise<Dist> {
  const directory = temporaryDirectory();
  await bundleAll(join(directory.path, 'handlers'), functions);
  const files = {
    'index.html': '<!doctype html><title>fixture</title>',
    'assets/main-ABC.js': `console.log(${'1 + '.repeat(500)}1);`,
    'assets/icon-ABC.png': 'not really',
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory.path, 'website', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return directory;
}

/** Starts a server on any free port. */
export const startServer = (
  dist: Dist,
  options: Partial<LocalServerOptions> = {},
): Promise<LocalServer> =>
  startLocalServer({ port: 0, distDirectory: dist.path, schedules: [], ...options });

/**
 * Starts servers for a suite, all on one build whose key pair function succeeds. Each server is closed after its test.
 */
export function serversForSuite(): {
  start: (options?: Partial<LocalServerOptions>) => Promise<LocalServer>;
  dist: () => Dist;
} {
  let dist: Dist;
  const open: LocalServer[] = [];
  before(async () => {
    dist = await makeDist({ 'rotate-key-pair': 'make-key-pair' });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  after(() => dist.remove());
  return {
    dist: () => dist,
    async start(options) {
      const server = await startServer(dist, options);
      open.push(server);
      return server;
    },
  };
}
