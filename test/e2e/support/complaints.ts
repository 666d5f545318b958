import type { Page } from 'puppeteer-core';

/**
 * Whether an uncaught error is one of the page's scripts. Firefox also counts blocked requests, here those of the SDK to
 * AWS, and connections that a test cuts.
 */
export function isErrorOfPage(error: unknown): boolean {
  return !/(connect-src|Cross-Origin).*\.live-video\.net|: (The connection to wss?:|Firefox can’t establish a connection|WebRTC: ICE failed)/.test(
    String(error),
  );
}

/** Collects what the browser reports from now on: errors and warnings of scripts, and violations of the policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url ?? ''}`;
    // The SDK's statistics and device lists are at AWS, out of reach of a test; and this browser cannot share.
    const isOurs = !/\.live-video\.net|'web-share'/.test(text);
    if (isOurs && ['error', 'warn'].includes(message.type())) complaints.push(text);
  });
  return complaints;
}
