import { createPublicKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { BoundedMap } from './bounded-map.ts';
import { JoinRefusal } from './refusal.ts';
import type { StageServerOptions } from './stage-server.types.ts';
import { parseClaims, type StageToken } from './token-claims.ts';

// Claims are under 3,000 characters even with attributes of 1 KB.
const MAX_TOKEN_LENGTH = 4_096;

// Three parts, the last one of exactly 96 bytes. Decoders overlook what is left over behind them, and a token has to be
// one text: it is looked up by it.
const ES384_JWT = /^[\w-]+\.[\w-]+\.[\w-]{128}$/;

// IVS keeps 3 public keys in a Region; a few more for keys that were replaced.
const MAX_KEYS = 8;

// A signature costs 1 ms of CPU to verify, and a person who joins twelve speakers shows the same token 13 times.
const MAX_VERIFIED = 1_000;

// Clocks of signer and verifier may differ by this much.
const CLOCK_SKEW_SECONDS = 60;

type Lookups = Pick<StageServerOptions, 'findStage' | 'findPublicKey'>;

/** Says who a token is, or throws a {@link JoinRefusal}. */
export class TokenVerifier {
  readonly #lookups: Lookups;
  readonly #now: () => number;
  readonly #keys = new BoundedMap<string, KeyObject>(MAX_KEYS);
  readonly #verified = new BoundedMap<string, { token: StageToken; pem: string }>(MAX_VERIFIED);

  constructor(lookups: Lookups, now: () => number) {
    this.#lookups = lookups;
    this.#now = now;
  }

  verify(raw: string | undefined): StageToken {
    if (raw === undefined || raw === '') throw new JoinRefusal('TOKEN_MISSING', 'No token');
    const token = this.#authenticate(raw);
    const stage = this.#lookups.findStage(token.stageArn);
    if (!stage) throw new JoinRefusal('STAGE_DELETED', 'The stage does not exist');
    if (token.eventsUrl !== stage.endpoints.events || token.whipUrl !== stage.endpoints.whip)
      throw new JoinRefusal('TOKEN_INVALID', 'The token names other endpoints than its stage');
    const seconds = this.#now() / 1000;
    if (token.issuedAt > seconds + CLOCK_SKEW_SECONDS)
      throw new JoinRefusal('TOKEN_INVALID', 'The token was issued in the future');
    if (token.expiresAt <= seconds) throw new JoinRefusal('TOKEN_EXPIRED', 'The token has expired');
    return token;
  }

  /** Signature and shape, which stay true for as long as the key is there. */
  #authenticate(raw: string): StageToken {
    if (raw.length > MAX_TOKEN_LENGTH)
      throw new JoinRefusal('TOKEN_INVALID', 'The token is too long');
    const header = ES384_JWT.test(raw) ? decodeHeader(raw) : undefined;
    if (header?.alg !== 'ES384' || typeof header.kid !== 'string')
      throw new JoinRefusal('TOKEN_INVALID', 'The token is not an ES384 JWT with a key id');
    const pem = this.#lookups.findPublicKey(header.kid)?.publicKeyMaterial;
    if (pem === undefined)
      throw new JoinRefusal('TOKEN_INVALID', 'No public key was imported for the token');
    const known = this.#verified.get(raw);
    if (known?.pem === pem) return known.token;
    const token = parseClaims(raw, this.#checkSignature(raw, pem));
    if (!token) throw new JoinRefusal('TOKEN_INVALID', 'A claim of the token is missing or wrong');
    this.#verified.set(raw, { token, pem });
    return token;
  }

  #checkSignature(raw: string, pem: string): unknown {
    try {
      return jwt.verify(raw, this.#key(pem), {
        algorithms: ['ES384'],
        ignoreExpiration: true,
        ignoreNotBefore: true,
      });
    } catch (cause) {
      if (cause instanceof jwt.JsonWebTokenError && cause.message === 'invalid signature')
        throw new JoinRefusal('TOKEN_INVALID_SIGNATURE', 'The signature of the token is wrong');
      throw new JoinRefusal('TOKEN_INVALID', 'The token can not be read');
    }
  }

  #key(pem: string): KeyObject {
    const known = this.#keys.get(pem);
    if (known) return known;
    const key = createPublicKey(pem);
    this.#keys.set(pem, key);
    return key;
  }
}

function decodeHeader(raw: string): { alg?: unknown; kid?: unknown } | undefined {
  try {
    return jwt.decode(raw, { complete: true })?.header;
  } catch {
    return undefined; // the payload is not JSON
  }
}
