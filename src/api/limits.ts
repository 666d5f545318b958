/** Longest display name, in Unicode code points. */
export const MAX_NAME_LENGTH = 40;

/** Longest display name in UTF-8 bytes: 96 bytes are 128 base64url characters, the most that `user_id` may hold. */
export const MAX_NAME_BYTES = 96;

/** Speakers at a time on one stage; an IVS quota that can't be raised. */
export const MAX_SPEAKERS = 12;

/** Largest request body that the API reads, in bytes. A name and a token need less than 3,000. */
export const MAX_BODY_BYTES = 8_192;

/** Seconds for which a room read may be cached. */
export const ROOM_CACHE_SECONDS = 2;
