import type { Server } from 'node:http';
import { closeServer, listen } from '../shared/http.ts';
import { StartError } from '../shared/start-error.ts';

const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Listens on a host's addresses. For `localhost` those are both loopback addresses: browsers try both, so if another
 * program held the second one, its page could open instead.
 * @param withLoopback - Whether to listen on the loopback addresses as well, on the same port.
 * @throws {StartError} If the port is taken, needs privileges, or the host is not an address of this machine.
 */
export async function listenOnHost(
  host: string,
  port: number,
  create: () => Server,
  withLoopback = host === 'localhost',
): Promise<{ port: number; servers: Server[] }> {
  const loopback = withLoopback ? LOOPBACK.filter((one) => one !== host) : [];
  const [address = host, ...more] = host === 'localhost' ? loopback : [host, ...loopback];
  const first = create();
  const chosen = await tryListen(first, port, address);
  const servers = [first];
  for (const one of more) {
    const server = create();
    try {
      await listen(server, chosen, one);
      servers.push(server);
    } catch (error) {
      // Any other error: this machine has no IPv6, so it does not have this address.
      if (codeOf(error) !== 'EADDRINUSE') continue;
      await Promise.all(servers.map(closeServer));
      if (port === 0) return listenOnHost(host, port, create, withLoopback);
      throw taken(port);
    }
  }
  return { port: chosen, servers };
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
    `Port ${port} is taken. Choose another one: npm start -- --port ${port < 65_535 ? port + 1 : 0}`,
  );

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
