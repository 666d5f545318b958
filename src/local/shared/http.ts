import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address that is asked for; undefined if it is none. */
export function parseUrl({ url = '/' }: IncomingMessage): URL | undefined {
  // Two slashes would be taken for a host name.
  const address = `http://localhost${url}`;
  return url.startsWith('/') && URL.canParse(address) ? new URL(address) : undefined;
}

/** The body is larger than its reader takes. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/**
 * Reads a request's body as it streams in, and stops at the limit.
 * @throws {BodyTooLargeError} as soon as the limit is passed, or when the client says that it will be.
 * @throws what the connection fails with, when the client goes away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limit) throw new BodyTooLargeError();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends a whole answer, unless the client is gone. */
export function respond(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | readonly string[]>,
  body: string | Uint8Array,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/**
 * Listens on one address.
 * @returns the port, which the system chose if 0 was asked for.
 */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes no more connections. Resolves when the last one has ended. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Stops listening and cuts every connection, also those that wait for their next request. */
export function closeServer(server: Server): Promise<void> {
  const stopped = stopListening(server);
  server.closeAllConnections();
  return stopped;
}
