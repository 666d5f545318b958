import { waitUntil as wait } from '@open-wc/testing';

/** Waits until a condition holds, for as long as a busy machine may need. */
export const waitUntil = (isSo: () => unknown, what?: string): Promise<void> =>
  wait(isSo, what, { timeout: 20_000 });
