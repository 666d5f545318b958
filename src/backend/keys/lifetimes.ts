/** Longest life of a token. Clients renew it by exchange long before; a demoted speaker's old one dies with it. */
export const TOKEN_SECONDS = 3600;

/**
 * How long an execution environment may use the keys that it read, in seconds. `--revoke` waits for this long before it
 * removes the public key: nobody then signs with a revoked key. It costs two reads a minute per busy environment.
 */
export const KEY_MAX_AGE_SECONDS = 30;
