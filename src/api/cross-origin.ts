// Any page may embed a room. The API reads no cookies and nothing else that a browser sends by itself, so a page can do
// no more with it than a program outside a browser.

/** Headers of every answer of the API, including errors. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const;

/** Headers of the answer to a preflight, which browsers may cache for a day. */
export const preflightHeaders = (methods: readonly string[]) =>
  ({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '86400',
  }) as const;
