/** Longest display name, in characters as people count them (graphemes). */
export const MAX_NAME_LENGTH = 40;

/**
 * Longest display name, in bytes of UTF-8: 40 of the longest emoji, 35 bytes each, still fit. Most names are far shorter,
 * but a character can have any number of code points, so the limit on characters alone would bound nothing.
 */
export const MAX_NAME_BYTES = 1440;

/** Longest title of a room, in characters as people count them. */
export const MAX_TITLE_LENGTH = 80;

/** Longest title, in bytes of UTF-8: as many for each character as a name may have. */
export const MAX_TITLE_BYTES = 2880;

/** A room's id, which is also its stage's: the source of a regular expression, without anchors. */
export const ROOM_ID_PATTERN = '[A-Za-z0-9]{1,64}';

/** A participant's id: the source of a regular expression, without anchors. */
export const PARTICIPANT_ID_PATTERN = '[A-Za-z0-9]{16,32}';

/** A host key, which the server makes: 256 bits as base64url. */
export const HOST_KEY_PATTERN = '[A-Za-z0-9_-]{43}';

/**
 * How far ahead a visitor's clock may be, in seconds: a day covers a wrong time zone and a wrong date. The IVS SDK compares a
 * token with that clock, so the token is then valid for that much longer.
 */
export const MAX_CLOCK_AHEAD_SECONDS = 24 * 3600;

/** Most speakers on a stage at a time; an IVS quota that can't be raised. */
export const MAX_SPEAKERS = 12;

/** Largest request body that the API reads, in bytes. A name, escaped, and a token need less than 7,000. */
export const MAX_BODY_BYTES = 8_192;

/** Seconds for which the answer to a room read may be cached. */
export const ROOM_CACHE_SECONDS = 2;

/** Longest message, in characters as people count them. */
export const MAX_MESSAGE_LENGTH = 280;

/** Longest message, in code points: what IVS Chat takes. Only messages of long emoji reach it before the other limit. */
export const MAX_MESSAGE_CODE_POINTS = 500;
