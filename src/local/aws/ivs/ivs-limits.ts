import { ivsLimits } from '../../../backend/functions.ts';

/** Calls a second for each stage operation, for an account in a Region. */
export const STAGE_CALLS_PER_SECOND = ivsLimits.stageCallsPerSecond;
/** Calls a second for each public key operation. */
export const KEY_CALLS_PER_SECOND = ivsLimits.publicKeyCallsPerSecond;
export const TAG_CALLS_PER_SECOND = 10;

export const MAX_STAGES = ivsLimits.stages;
export const MAX_PUBLIC_KEYS = ivsLimits.publicKeys;
export const MAX_TAGS = 50;
