import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { cleanup, IceUdpMuxListener, initLogger } from 'node-datachannel';
import type { Impairment } from './impairment.ts';

/** A UDP port that many peer connections share, held for as long as the server runs. */
export interface MediaPort {
  readonly address: string;
  readonly port: number;
  close(): void;
}

/**
 * The library looks at all peer connections of a port for each packet that comes in. Nearly all come from publishers,
 * of whom there are few: a port of their own spares it the walk over all subscriptions (0.6 µs for each packet sent).
 */
export interface MediaPorts {
  readonly published: MediaPort;
  readonly subscribed: MediaPort;
  /** For tests. */
  readonly impairment: Impairment | undefined;
  close(): void;
}

/**
 * Takes the UDP ports.
 * @param port of what is published; the next one is for subscriptions. 0 for any that are free.
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
  // The library would write a line to stdout for each client that vanishes.
  initLogger('Fatal', () => {});
  openPorts += 1;
  // The listener keeps the port between the last peer connection and the next, when nothing else would.
  const listener = new IceUdpMuxListener(free, address);
  return {
    address,
    port: free,
    close() {
      listener.stop();
      openPorts -= 1;
      // Threads and callbacks of the library keep the process alive until then, for eight seconds and more.
      if (openPorts === 0) cleanup();
    },
  };
}

// The library has one state for the whole process, so its end waits for the last port's.
let openPorts = 0;

/** The library can neither choose a port nor say why one can't be had. */
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
