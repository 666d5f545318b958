/**
 * Every way in which the API says no. `retryAfterSeconds` is set where the same call may succeed later.
 * The codes are the contract; titles are for people and may change.
 */
export const problems = {
  INVALID_REQUEST: { status: 400, title: 'The request is not valid' },
  TOKEN_REFUSED: { status: 403, title: 'The token can not be renewed' },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address' },
  ROOM_NOT_FOUND: { status: 404, title: 'There is no such room' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The address does not take this method' },
  ROOM_FULL: { status: 409, title: 'The room is full', retryAfterSeconds: 30 },
  ROOM_ENDED: { status: 410, title: 'The room has ended' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests', retryAfterSeconds: 2 },
  INTERNAL_ERROR: { status: 500, title: 'Something went wrong on our side' },
  UNAVAILABLE: {
    status: 503,
    title: 'The service is not available for a moment',
    retryAfterSeconds: 5,
  },
} as const satisfies Record<
  string,
  { readonly status: number; readonly title: string; readonly retryAfterSeconds?: number }
>;

export type ProblemCode = keyof typeof problems;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';
