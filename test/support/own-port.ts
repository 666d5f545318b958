import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// For the ports that a test takes again, configures, or expects to be free. Everything else takes port 0, for which systems
// choose from 32768 (Linux) or 49152 on: between two uses, such a port may become another process's.
const LOWEST = 20_000;
const HIGHEST = 30_000;

/** Finds a TCP port that is free on all addresses, and that no other process will be given. */
export async function ownTcpPort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    const server = createServer();
    try {
      await once(server.listen({ port, exclusive: true }), 'listening');
      return port;
    } catch {
      // Taken: the next one may be free.
    } finally {
      server.close();
    }
  }
}

/** Finds a UDP port of 127.0.0.1 that is free, as is the next one, and that no other process will be given. */
export async function ownUdpPorts(): Promise<number> {
  for (;;) {
    const port = 2 * randomInt(LOWEST / 2, HIGHEST / 2);
    const taken: Socket[] = [];
    try {
      for (const one of [port, port + 1]) taken.push(await takeUdpPort(one));
      return port;
    } catch {
      // Taken: the next two may be free.
    } finally {
      await Promise.all(taken.map((socket) => releaseUdpPort(socket)));
    }
  }
}

/** @throws {Error} If the port is taken. */
export async function takeUdpPort(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind({ address: '127.0.0.1', port, exclusive: true });
  await once(socket, 'listening');
  return socket;
}

export async function releaseUdpPort(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}
