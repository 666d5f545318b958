import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { cleanup, IceUdpMuxListener, initLogger } from 'node-datachannel';
import { StartError } from '../../shared/start-error.ts';

/** A UDP port that peer connections share. */
export interface UdpPort {
  readonly address: string;
  readonly port: number;
}

/** A UDP port that is kept open while it has no peer connection. */
export interface MediaPort extends UdpPort {
  close(): void;
}

/**
 * Opens a UDP port.
 * @param port - 0 for any free port.
 * @throws {Error} If the port can't be used.
 */
export async function openMediaPort(address: string, port: number): Promise<MediaPort> {
  const free = await findPort(address, port);
  // Otherwise the library writes a line to stdout for each client that disappears.
  initLogger('Fatal', () => {});
  openPorts += 1;
  // Keeps the port open. Not for ports that close while the server runs: stopped while its connections end, the listener
  // of libdatachannel 0.24.5 often leaves its socket open.
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

/**
 * Checks a port, or chooses one if it is 0. The library can't choose one, and does not report why one can't be used.
 * @throws {Error} If the port can't be used.
 */
export async function findPort(address: string, port: number): Promise<number> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address, port, exclusive: true }, resolve);
    });
    return socket.address().port;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `UDP port ${port} of ${address} can't be used for media (${reason}). Choose another port, or 0 for any free one.`,
      { cause },
    );
  } finally {
    socket.close();
  }
}
