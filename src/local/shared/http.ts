import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Parses the URL of a request. Returns undefined if it is not valid. */
export function parseUrl({ url = '/' }: IncomingMessage): URL | undefined {
  // With a base URL, a path that starts with two slashes would be parsed as a host name.
  const address = `http://localhost${url}`;
  return url.startsWith('/') && URL.canParse(address) ? new URL(address) : undefined;
}

/** A request's body is larger than the limit. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** The client went away before its request was complete. Nobody reads an answer. */
export class ConnectionLostError extends Error {
  override name = 'ConnectionLostError';
}

/**
 * Reads a request's body.
 * @param limit - The largest allowed size, in bytes.
 * @throws {BodyTooLargeError} As soon as the body exceeds the limit, or at once if its declared length does.
 * @throws {ConnectionLostError}
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > limit) throw new BodyTooLargeError();
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new BodyTooLargeError();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyTooLargeError
      ? error
      : new ConnectionLostError('The connection was lost', { cause: error });
  }
  return Buffer.concat(chunks);
}

/** Sends a complete response. Does nothing if one was begun or the client is gone. */
export function respond(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | readonly string[]>,
  body: string | Uint8Array,
): void {
  if (response.headersSent || response.destroyed) return;
  // An answer that can't have a body must not have a length either.
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/**
 * Listens on one address.
 * @param port - 0 for any free port.
 * @returns The port.
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

/** Stops accepting connections. Resolves when the last one has ended. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Stops listening and closes all connections, including idle ones. */
export function closeServer(server: Server): Promise<void> {
  const stopped = stopListening(server);
  server.closeAllConnections();
  return stopped;
}
