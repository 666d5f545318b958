/** The code of every error of the API. They are apart from what else is said of errors, because pages load them. */
export const problemCodes = [
  'INVALID_REQUEST',
  'API_KEY_REQUIRED',
  'ORIGIN_REFUSED',
  'TOKEN_REFUSED',
  'NOT_HOST',
  'STAGE_BY_INVITATION',
  'ROOM_LOCKED',
  'REMOVED',
  'NOT_FOUND',
  'ROOM_NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'ROOM_FULL',
  'HANDS_FULL',
  'CHANNEL_OFF',
  'ROOM_ENDED',
  'PAYLOAD_TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
] as const;

export type ProblemCode = (typeof problemCodes)[number];
