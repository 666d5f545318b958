import type { Duplex } from 'node:stream';

/** Whether a page of this origin may connect. Clients that are not browsers send no origin. */
export function isAllowedOrigin(
  origin: string | undefined,
  allows: ((origin: string) => boolean) | undefined,
): boolean {
  return origin === undefined || allows === undefined || allows(origin);
}

/**
 * Refuses the handshake of a WebSocket.
 * @param status - HTTP status code and reason, such as `403 Forbidden`.
 */
export function refuseUpgrade(duplex: Duplex, status: string): void {
  // Nothing else listens for errors of this socket, and an unhandled reset would end the process.
  duplex.on('error', () => {});
  duplex.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}
