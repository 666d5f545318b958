import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

export interface SecureAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SecureRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/**
 * Sends a request to a server whose authority is the only one that is trusted.
 * @param ca - The authority's certificate in PEM.
 * @throws {Error} If the server's certificate is not for the URL's host, or not of that authority.
 */
export async function sendSecure(
  ca: string,
  url: string,
  { method = 'GET', headers = {}, body }: SecureRequest = {},
): Promise<SecureAnswer> {
  // The certificate is checked for the URL's host, also if the Host header has another one.
  const sent = request(url, { ca, method, headers, agent: false, servername: '' });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
