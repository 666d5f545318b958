import { afterEach } from 'node:test';
import {
  startLocalServer,
  type LocalServer,
  type LocalServerOptions,
} from '../../../src/local/server/local-server.ts';

/** Starts servers for a suite, each of which is closed after its test. */
export function serversForSmoke(): (options?: Partial<LocalServerOptions>) => Promise<LocalServer> {
  const open: LocalServer[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  return async (options) => {
    const server = await startLocalServer({ port: 0, ...options });
    open.push(server);
    return server;
  };
}
