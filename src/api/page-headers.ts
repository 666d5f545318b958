/**
 * Headers of every page and file of the hosted website, the same on a laptop and on CloudFront, so that what they
 * forbid is noticed before a deploy.
 */

/** Where the IVS web SDK goes: events socket, WHIP and WHEP, device configuration, statistics. */
export const IVS_STAGE_SOURCE = 'https://*.live-video.net';

/** What one page needs besides, as the policy says it. */
export interface PageNeeds {
  /** Sources of scripts, such as the hash of an import map. */
  readonly scripts?: readonly string[];
  /** Names of Trusted Types policies. */
  readonly trustedTypes?: readonly string[];
}

/** @param stage CSP source of the stage, by http or https; its sockets are allowed, too. */
export const pageHeaders = (stage: string, { scripts = [], trustedTypes = [] }: PageNeeds = {}) =>
  ({
    'Content-Security-Policy': [
      "default-src 'none'",
      ["script-src 'self'", ...scripts].join(' '),
      "style-src 'self'",
      `connect-src 'self' ${stage} ${stage.replace(/^http/, 'ws')}`,
      "img-src 'self' data:",
      "font-src 'self'",
      "media-src 'self' blob: mediastream:",
      "manifest-src 'self'",
      "frame-src 'self'", // the example of a room in a frame
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
      // Text becomes markup only by way of Lit, which makes templates of our own sources and of nothing else.
      "require-trusted-types-for 'script'",
      ['trusted-types lit-html', ...trustedTypes].join(' '),
    ].join('; '),
    // Pages elsewhere load the element from here; what is here is public, and no answer depends on who asks.
    'Access-Control-Allow-Origin': '*',
    'Permissions-Policy': 'microphone=(self), camera=(), geolocation=(), display-capture=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // A room's address is its key: other sites must not learn it from a link that somebody follows.
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }) as const;

/** Names in `assets/` hold a hash of what is in them, so that they never change; other files are asked about each time. */
export const cacheControl = (path: string): string =>
  path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
};

export const contentType = (path: string): string =>
  contentTypes[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
