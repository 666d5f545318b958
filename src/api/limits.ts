/** Longest display name, in Unicode code points. */
export const MAX_NAME_LENGTH = 40;

/** Longest display name, in bytes of UTF-8: as base64url they are 128 characters, the most that `user_id` may have. */
export const MAX_NAME_BYTES = 96;

/** A room's id, which is also its stage's: the source of a regular expression, without anchors. */
export const ROOM_ID_PATTERN = '[A-Za-z0-9]{1,64}';

/**
 * How far ahead a visitor's clock may be, in seconds: a day covers a wrong time zone and a wrong date. The IVS SDK compares a
 * token with that clock, so the token is then valid for that much longer.
 */
export const MAX_CLOCK_AHEAD_SECONDS = 24 * 3600;

/** Most speakers on a stage at a time; an IVS quota that can't be raised. */
export const MAX_SPEAKERS = 12;

/** Largest request body that the API reads, in bytes. A name and a token need less than 3,000. */
export const MAX_BODY_BYTES = 8_192;

/** Seconds for which the answer to a room read may be cached. */
export const ROOM_CACHE_SECONDS = 2;
