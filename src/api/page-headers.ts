/**
 * Headers of every page and file of the hosted website. They are the same on a laptop and on CloudFront, so that a page
 * that they break is noticed before a deploy.
 */

/** What the IVS web SDK connects to: events socket, WHIP and WHEP, device configuration, statistics. */
export const IVS_STAGE_SOURCE = 'https://*.live-video.net';

/** What a page needs in addition, in the terms of the Content Security Policy. */
export interface PageNeeds {
  /** Sources of scripts, such as the hash of an import map. */
  readonly scripts?: readonly string[];
  /** Names of Trusted Types policies. */
  readonly trustedTypes?: readonly string[];
}

/** @param stage - CSP source of the stage, with http or https; WebSockets to it are allowed, too. */
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
      "frame-src 'self'", // the example with a room in a frame
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
      // Only Lit turns text into markup, and only the templates in our own sources. The second policy is that of the Lit
      // in `embed/audio-room.js`, the first that of the page's own.
      "require-trusted-types-for 'script'",
      ['trusted-types lit-html audio-rooms', ...trustedTypes].join(' '),
    ].join('; '),
    // Pages on other origins load the element from here. All files are public, and the same for everybody.
    'Access-Control-Allow-Origin': '*',
    'Permissions-Policy': 'microphone=(self), camera=(), geolocation=(), display-capture=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // Whoever knows a room's address can enter it, so links to other sites must not reveal it.
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }) as const;

/** Files in `assets/` have a hash in their names, so they never change. Others are revalidated each time. */
export const cacheControl = (path: string): string =>
  path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

const contentTypes: Readonly<Record<string, string>> = {
  crt: 'application/x-x509-ca-cert',
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
