import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether a page of this origin may talk to the stage server. Clients that are no browsers send none. */
export function isAllowedOrigin(
  origin: string | undefined,
  allows: ((origin: string) => boolean) | undefined,
): boolean {
  return origin === undefined || allows === undefined || allows(origin);
}

/** Lets the page read the answer, and answers a preflight. Returns whether that was all. */
export function answerCors(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  response.setHeader('access-control-expose-headers', 'location');
  if (request.method !== 'OPTIONS') return false;
  const wanted = request.headers['access-control-request-headers'] ?? '';
  const headers = wanted.split(',').filter((name) => ALLOWED_HEADER.test(name.trim()));
  response
    .writeHead(204, {
      'access-control-allow-methods': 'POST, DELETE',
      'access-control-allow-headers': headers.join(','),
      // Two hours is the most that Chromium keeps.
      'access-control-max-age': '7200',
    })
    .end();
  return true;
}

const ALLOWED_HEADER = /^(?:authorization|content-type|x-stages-[a-z-]+)$/i;
