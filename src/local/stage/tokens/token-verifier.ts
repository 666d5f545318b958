import { createPublicKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { PublicKeyRecord, StageRecord } from '../../shared/stage-records.ts';
import { BoundedMap } from './bounded-map.ts';
import { JoinRefusal } from './join-refusal.ts';
import { parseClaims, type StageToken } from './token-claims.ts';

// A token has less than 3,000 characters even with attributes of 1 KB.
const MAX_TOKEN_LENGTH = 4_096;

// Three parts, the last one of exactly 96 bytes. Decoders ignore characters after them, but each token must have only one
// spelling because verified tokens are looked up by it.
const ES384_JWT = /^[\w-]+\.[\w-]+\.[\w-]{128}$/;

// IVS has at most 3 public keys in a Region; the rest is for keys that were replaced.
const MAX_KEYS = 8;

// Verifying a signature takes 1 ms of CPU, and a participant who joins twelve speakers sends the same token 13 times.
const MAX_VERIFIED = 1_000;

// How much the clocks of signer and verifier may differ.
const CLOCK_SKEW_SECONDS = 60;

/** Looks up what exists, in the control plane. Called for each join and each media request. */
export interface TokenLookups {
  readonly findStage: (arn: string) => StageRecord | undefined;
  readonly findPublicKey: (arn: string) => PublicKeyRecord | undefined;
}

/** Verifies participant tokens as IVS does. */
export class TokenVerifier {
  readonly #lookups: TokenLookups;
  readonly #now: () => number;
  readonly #keys = new BoundedMap<string, KeyObject>(MAX_KEYS);
  readonly #verified = new BoundedMap<string, { token: StageToken; pem: string }>(MAX_VERIFIED);

  constructor(lookups: TokenLookups, now: () => number) {
    this.#lookups = lookups;
    this.#now = now;
  }

  /** @throws {JoinRefusal} If the token is missing or not valid. */
  verify(raw: string | undefined): StageToken {
    if (raw === undefined || raw === '') throw new JoinRefusal('TOKEN_MISSING', 'No token');
    const token = this.#authenticate(raw);
    const stage = this.#lookups.findStage(token.stageArn);
    if (!stage) throw new JoinRefusal('STAGE_DELETED', 'The stage does not exist');
    if (token.eventsUrl !== stage.endpoints.events || token.whipUrl !== stage.endpoints.whip)
      throw new JoinRefusal(
        'TOKEN_INVALID',
        'The endpoints in the token are not those of its stage',
      );
    const seconds = this.#now() / 1000;
    if (token.issuedAt > seconds + CLOCK_SKEW_SECONDS)
      throw new JoinRefusal('TOKEN_INVALID', 'The token was issued in the future');
    if (token.expiresAt <= seconds) throw new JoinRefusal('TOKEN_EXPIRED', 'The token has expired');
    return token;
  }

  /** Checks the signature and the claims' format, which stay valid for as long as the key exists. */
  #authenticate(raw: string): StageToken {
    if (raw.length > MAX_TOKEN_LENGTH)
      throw new JoinRefusal('TOKEN_INVALID', 'The token is too long');
    const header = ES384_JWT.test(raw) ? decodeHeader(raw) : undefined;
    if (header?.alg !== 'ES384' || typeof header.kid !== 'string')
      throw new JoinRefusal('TOKEN_INVALID', 'The token is not an ES384 JWT with a key id');
    const pem = this.#lookups.findPublicKey(header.kid)?.publicKeyMaterial;
    if (pem === undefined)
      throw new JoinRefusal('TOKEN_INVALID', 'The public key of the token has not been imported');
    const known = this.#verified.get(raw);
    if (known?.pem === pem) return known.token;
    const token = parseClaims(raw, this.#checkSignature(raw, pem));
    if (!token)
      throw new JoinRefusal('TOKEN_INVALID', 'A claim of the token is missing or invalid');
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
        throw new JoinRefusal('TOKEN_INVALID_SIGNATURE', 'The signature of the token is invalid');
      throw new JoinRefusal('TOKEN_INVALID', "The token can't be parsed");
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
