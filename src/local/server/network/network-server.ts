import { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

/** The first byte of a TLS connection: a handshake record. */
const TLS_HANDSHAKE = 0x16;

/** How long a connection may take to say what it is, and to shake hands, in milliseconds. */
const HANDSHAKE_LIMIT_MS = 10_000;

/** More than one room has people, and few enough that strangers can't use up this process' files. */
const MAX_CONNECTIONS = 2_000;

export interface NetworkServerOptions {
  readonly certificate: Certificate;
  /** The origin that plain HTTP is redirected to. */
  readonly originAt: (port: number) => string;
}

/**
 * An HTTPS server that answers plain HTTP on the same port with a redirect, where others send an error of TLS: people type
 * addresses without a scheme.
 */
export class NetworkServer extends Server {
  readonly #sockets = new Set<Socket>();
  readonly #originAt: (port: number) => string;

  constructor({ certificate, originAt }: NetworkServerOptions) {
    super({
      key: certificate.key,
      cert: certificate.certificate + certificate.authority,
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
      minVersion: 'TLSv1.2',
    });
    this.#originAt = originAt;
    this.maxConnections = MAX_CONNECTIONS;
    const startTls = this.listeners('connection') as ((socket: Socket) => void)[];
    this.removeAllListeners('connection');
    this.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.#sort(socket, () => {
        for (const start of startTls) start.call(this, socket);
      });
    });
  }

  /** Closes all connections, those too that have not shaken hands yet. */
  override closeAllConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Looks at the first byte of a connection. */
  #sort(socket: Socket, startTls: () => void): void {
    const limit = setTimeout(() => socket.destroy(), HANDSHAKE_LIMIT_MS);
    const drop = (): void => void socket.destroy();
    socket.on('error', drop);
    socket.once('close', () => clearTimeout(limit));
    socket.once('data', (first: Buffer) => {
      if (first[0] !== TLS_HANDSHAKE) {
        this.#redirect(socket, first);
        return;
      }
      clearTimeout(limit);
      socket.off('error', drop);
      socket.pause();
      socket.unshift(first);
      startTls();
    });
  }

  /** Temporary, and not to be stored: without HTTPS, the same address is a page again. */
  #redirect(socket: Socket, request: Buffer): void {
    const [, path] =
      /^[A-Z]{3,7} (\/[!-~]*) HTTP\/1\.[01]\r\n/.exec(request.toString('latin1')) ?? [];
    if (path === undefined || socket.localPort === undefined) {
      socket.destroy();
      return;
    }
    const address = this.#originAt(socket.localPort) + path;
    const text = `This server speaks HTTPS: ${address}\n`;
    socket.end(
      [
        'HTTP/1.1 307 Temporary Redirect',
        `Location: ${address}`,
        'Cache-Control: no-store',
        'Content-Type: text/plain; charset=utf-8',
        `Content-Length: ${text.length}`,
        'Connection: close',
        '',
        text,
      ].join('\r\n'),
    );
  }
}
