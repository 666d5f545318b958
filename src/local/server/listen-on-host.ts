import type { Server } from 'node:http';
import { closeServer, listen } from '../shared/http.ts';
import { StartError } from '../shared/start-error.ts';

/**
 * Listens on a host's addresses. `localhost` is both loopback addresses, as browsers try both: held by one alone, the
 * other could be another program's, and its page would be the one that opens.
 */
export async function listenOn(
  host: string,
  port: number,
  create: () => Server,
): Promise<{ port: number; servers: Server[] }> {
  const first = create();
  const chosen = await tryListen(first, port, host === 'localhost' ? '127.0.0.1' : host);
  if (host !== 'localhost') return { port: chosen, servers: [first] };
  const second = create();
  try {
    await listen(second, chosen, '::1');
    return { port: chosen, servers: [first, second] };
  } catch (error) {
    // A machine without IPv6 has no second address.
    if (codeOf(error) !== 'EADDRINUSE') return { port: chosen, servers: [first] };
    await closeServer(first);
    if (port === 0) return listenOn(host, port, create);
    throw taken(port);
  }
}

async function tryListen(server: Server, port: number, host: string): Promise<number> {
  try {
    return await listen(server, port, host);
  } catch (error) {
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw taken(port);
      case 'EACCES':
        throw new StartError(`Port ${port} needs privileges: use --port with one above 1023.`);
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new StartError(`${host} is not an address of this machine: check --host.`);
      default:
        throw error;
    }
  }
}

const taken = (port: number) =>
  new StartError(`Port ${port} is taken: use another one with --port, or --port 0 for any.`);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
