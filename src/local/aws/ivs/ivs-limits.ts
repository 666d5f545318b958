/** Calls a second for each stage operation, for an account in a Region. */
export const STAGE_CALLS_PER_SECOND = 5;
/** Calls a second for each public key operation. */
export const KEY_CALLS_PER_SECOND = 3;
export const TAG_CALLS_PER_SECOND = 10;

export const MAX_STAGES = 1000;
export const MAX_PUBLIC_KEYS = 3;
export const MAX_TAGS = 50;
