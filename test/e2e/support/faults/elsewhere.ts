import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of another origin. */
export interface Elsewhere {
  readonly origin: string;
  readonly close: () => void;
}

/** Serves a page at every path of an origin of its own. */
export async function servePage(
  html: string,
  headers: Readonly<Record<string, string>> = {},
  host = 'localhost',
): Promise<Elsewhere> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html);
  }).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${host}:${port}`, close: () => void server.close() };
}
