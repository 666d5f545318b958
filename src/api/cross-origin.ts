// Any page may embed a room: the API looks at no cookie and at nothing else that a browser sends by itself, so a page
// can do no more with it than a program that has no browser.

/** On every answer of the API, refusals too. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const;

/** On the answer to a preflight, which browsers may keep for a day. */
export const preflightHeaders = (methods: readonly string[]) =>
  ({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  }) as const;
