import type { Server } from 'node:http';
import { closeServer, listen } from '../shared/http.ts';
import { StartError } from '../shared/start-error.ts';

/**
 * Listens on a host's addresses. For `localhost` those are both loopback addresses: browsers try both, so if another
 * program held the second one, its page could open instead.
 * @throws {StartError} If the port is taken, needs privileges, or the host is not an address of this machine.
 */
export async function listenOnHost(
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
    // Any other error: this machine has no IPv6, so there is no second address.
    if (codeOf(error) !== 'EADDRINUSE') return { port: chosen, servers: [first] };
    await closeServer(first);
    if (port === 0) return listenOnHost(host, port, create);
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
        throw new StartError(`Port ${port} needs privileges. Choose one above 1023 with --port.`);
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new StartError(`${host} is not an address of this machine. Check --host.`);
      default:
        throw error;
    }
  }
}

const taken = (port: number) =>
  new StartError(
    `Port ${port} is taken. Choose another one with --port, or any free one with --port 0.`,
  );

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
