import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { cleanup, IceUdpMuxListener, initLogger } from 'node-datachannel';
import type { Impairment } from './impairment.ts';

/** A UDP port that peer connections share, kept open for as long as the server runs. */
export interface MediaPort {
  readonly address: string;
  readonly port: number;
  close(): void;
}

/**
 * The library searches all peer connections of a port for each incoming packet. Nearly all packets come from publishers,
 * who are few: with a port of their own, the search skips all subscriptions. That saves 0.6 µs per packet sent.
 */
export interface MediaPorts {
  readonly published: MediaPort;
  readonly subscribed: MediaPort;
  /** For tests. */
  readonly impairment: Impairment | undefined;
  close(): void;
}

/**
 * Opens the UDP ports.
 * @param port - The port for publishers; subscribers use the next one. 0 for any free ports.
 * @throws {Error} If a port can't be used.
 */
export async function openMediaPorts(
  address: string,
  port: number,
  impairment?: Impairment,
): Promise<MediaPorts> {
  const published = await openMediaPort(address, port);
  try {
    const subscribed = await openMediaPort(address, port === 0 ? 0 : port + 1);
    return {
      published,
      subscribed,
      impairment,
      close() {
        published.close();
        subscribed.close();
      },
    };
  } catch (cause) {
    published.close();
    throw cause;
  }
}

async function openMediaPort(address: string, port: number): Promise<MediaPort> {
  const free = await findPort(address, port);
  // Otherwise the library writes a line to stdout for each client that disappears.
  initLogger('Fatal', () => {});
  openPorts += 1;
  // Keeps the port open while there is no peer connection.
  const listener = new IceUdpMuxListener(free, address);
  return {
    address,
    port: free,
    close() {
      listener.stop();
      openPorts -= 1;
      // Without this, the library's threads and callbacks keep the process alive for eight seconds or more.
      if (openPorts === 0) cleanup();
    },
  };
}

// The library has one state per process, which is cleaned up when the last port closes.
let openPorts = 0;

/** Checks or chooses a port. The library can't choose one, and does not report why one can't be used. */
async function findPort(address: string, port: number): Promise<number> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address, port, exclusive: true }, resolve);
    });
    return socket.address().port;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `UDP port ${port} of ${address} can't be used for media (${reason}). Choose another media port, or 0 for any.`,
      { cause },
    );
  } finally {
    socket.close();
  }
}
