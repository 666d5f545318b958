import type { ProblemCode } from './problem-codes.ts';

/**
 * Every error of the API. `retryAfterSeconds` is set where the same request may succeed later.
 * The codes are the contract; titles are for people and may change.
 */
export const problems = {
  INVALID_REQUEST: { status: 400, title: 'Invalid request' },
  API_KEY_REQUIRED: { status: 403, title: 'API key required' },
  TOKEN_REFUSED: { status: 403, title: 'Token refused' },
  NOT_HOST: { status: 403, title: 'Not a host' },
  STAGE_BY_INVITATION: { status: 403, title: 'Stage by invitation' },
  ROOM_LOCKED: { status: 403, title: 'Room locked' },
  REMOVED: { status: 403, title: 'Removed' },
  ORIGIN_REFUSED: { status: 403, title: 'Origin refused' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  ROOM_NOT_FOUND: { status: 404, title: 'Room not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  ROOM_FULL: { status: 409, title: 'Room full', retryAfterSeconds: 30 },
  HANDS_FULL: { status: 409, title: 'Too many hands', retryAfterSeconds: 30 },
  CHANNEL_OFF: { status: 409, title: 'No channel' },
  ROOM_ENDED: { status: 410, title: 'Room ended' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'Request too large' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests', retryAfterSeconds: 2 },
  INTERNAL_ERROR: { status: 500, title: 'Internal error' },
  UNAVAILABLE: { status: 503, title: 'Temporarily unavailable', retryAfterSeconds: 5 },
} as const satisfies Record<
  ProblemCode,
  { readonly status: number; readonly title: string; readonly retryAfterSeconds?: number }
>;

/** What a caller without the right API key reads. */
export const API_KEY_DETAIL =
  'Only holders of an API key may create rooms here. Send it in the header X-API-Key, from a server and not from a page.';

/** What a caller reads if a function gave no answer, for example because too many run at once. */
export const NO_ANSWER_DETAIL =
  'The service is too busy, or failed to answer. Wait for the time in Retry-After, then try again.';

/** When to try again if the day's quota of an API key is used up. */
export const QUOTA_RETRY_SECONDS = 3600;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
