import type { IncomingMessage, ServerResponse } from 'node:http';

/** Adds the headers that let a page read the response, and answers preflight requests. Returns true for a preflight. */
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
      // Chromium's maximum: two hours.
      'access-control-max-age': '7200',
    })
    .end();
  return true;
}

const ALLOWED_HEADER = /^(?:authorization|content-type|x-stages-[a-z-]+)$/i;
