import { headerOf, type ApiEvent } from './api-request.ts';
import { ProblemError } from './problem-errors.ts';

/** Stands for every origin in the setting `ALLOWED_ORIGINS`. */
const ANY = '*';

/**
 * Refuses the request of a page that may not use this deployment. Programs without a browser send no `Origin`, or any they
 * like, so this keeps other websites out, and nobody else. Pages of the API's own host need not be listed: browsers mark
 * their requests with a header that no script can set.
 * @throws ProblemError `ORIGIN_REFUSED`
 */
export function requireAllowedOrigin(event: ApiEvent, allowed: readonly string[]): void {
  const origin = headerOf(event, 'origin');
  if (origin === undefined || allowed.includes(ANY) || allowed.includes(origin)) return;
  if (headerOf(event, 'sec-fetch-site') === 'same-origin') return;
  throw new ProblemError(
    'ORIGIN_REFUSED',
    'Pages of this address may not use this service. Whoever runs it can add the address to ALLOWED_ORIGINS.',
  );
}
