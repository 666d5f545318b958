import jwt from 'jsonwebtoken';
import { MAX_CLOCK_AHEAD_SECONDS, PARTICIPANT_ID_PATTERN } from '../../api/limits.ts';
import { decodeName, encodeName, HOST_ATTRIBUTES } from '../../api/name-claims.ts';
import type { Participant, Role } from '../../api/schemas.ts';
import { tokenRefused } from '../http/problem-errors.ts';
import { TOKEN_SECONDS, type KeyPair, type SigningKeys } from '../keys/key-pair.ts';
import { isoTime, nowSeconds } from '../time.ts';
import { newParticipantId } from './visitors.ts';

export interface ParticipantRequest {
  /** As returned by parseName. */
  readonly name: string;
  /** Default: listener. */
  readonly role?: Role | undefined;
  /** The participant that the token is for. Default: a new one. */
  readonly id?: string | undefined;
  /** Whether all can see that this is a host. Default: no. */
  readonly host?: boolean;
  /** The visitor's clock, in epoch milliseconds. Default: it is right. */
  readonly clock?: number | undefined;
}

/** What a token says about its room. */
export interface TokenRoom {
  /** Also the id of its stage. */
  readonly id: string;
  readonly stageArn: string;
  readonly endpoints: { readonly events: string; readonly whip: string };
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly visitorSecret: string;
}

/** Whom a token belongs to. */
export interface TokenHolder {
  readonly id: string;
  readonly name: string;
  /** Whether it may publish audio. */
  readonly speaker: boolean;
}

const capabilities = {
  listener: { claim: { allow_subscribe: true }, names: ['SUBSCRIBE'] },
  speaker: {
    claim: { allow_publish: true, allow_subscribe: true },
    names: ['PUBLISH', 'SUBSCRIBE'],
  },
} as const;

const PARTICIPANT_ID = new RegExp(`^${PARTICIPANT_ID_PATTERN}$`);

// A signature has exactly 96 bytes. Decoders ignore what comes after it, so that must be refused here.
const ES384_JWT = /^[\w-]+\.[\w-]+\.[\w-]{128}$/;

/** Signs IVS participant tokens, which takes no call to IVS. */
export class ParticipantTokens {
  readonly #keyPair: Pick<KeyPair, 'keys'>;
  readonly #now: () => number;

  constructor(keyPair: Pick<KeyPair, 'keys'>, now: () => number = Date.now) {
    this.#keyPair = keyPair;
    this.#now = now;
  }

  /** @returns a token for a participant. Whether it may have one is not checked here. */
  async issue(room: TokenRoom, request: ParticipantRequest): Promise<Participant> {
    const keys = await this.#keyPair.keys();
    const { id = newParticipantId(room), host = false } = request;
    const { claim, names } = capabilities[request.role ?? 'listener'];
    const issuedAt = nowSeconds(this.#now());
    const expiresAt = Math.min(room.expiresAt, issuedAt + TOKEN_SECONDS);
    const { user_id, attributes } = encodeName(request.name);
    const claims = {
      exp: expiresAt + secondsAhead(request.clock, issuedAt),
      iat: issuedAt,
      jti: id,
      user_id,
      resource: room.stageArn,
      topic: room.id,
      events_url: room.endpoints.events,
      whip_url: room.endpoints.whip,
      capabilities: claim,
      attributes: { ...attributes, ...(host && HOST_ATTRIBUTES) },
      version: '1.0',
    };
    const token = jwt.sign(claims, keys.privateKey, { algorithm: 'ES384', keyid: keys.keyId });
    return { id, token, expiresAt: isoTime(expiresAt), capabilities: [...names], host };
  }

  /**
   * @returns whom a token of this room belongs to.
   * @throws ProblemError `TOKEN_REFUSED` if it is not valid, or of another room.
   */
  async holder(room: TokenRoom, token: string): Promise<TokenHolder> {
    if (!ES384_JWT.test(token)) throw tokenRefused();
    const claims = this.#verifiedClaims(token, await this.#keyPair.keys());
    const { jti, exp, resource, user_id: userId, attributes } = claims;
    if (resource !== room.stageArn || exp === undefined) throw tokenRefused();
    if (typeof jti !== 'string' || !PARTICIPANT_ID.test(jti)) throw tokenRefused();
    const name = decodeName(String(userId), attributes as Readonly<Record<string, unknown>>);
    if (name === undefined) throw tokenRefused();
    return { id: jti, name, speaker: mayPublish(claims['capabilities']) };
  }

  #verifiedClaims(token: string, keys: SigningKeys): Readonly<Record<string, unknown>> {
    try {
      const header = jwt.decode(token, { complete: true })?.header;
      const publicKey = keys.publicKeys.get(header?.kid ?? '');
      if (!publicKey) throw tokenRefused();
      const claims: unknown = jwt.verify(token, publicKey, {
        algorithms: ['ES384'],
        clockTimestamp: nowSeconds(this.#now()),
        maxAge: TOKEN_SECONDS, // a token that outlives this by its holder's clock is not renewed
      });
      return claims as Readonly<Record<string, unknown>>;
    } catch (error) {
      // The library throws a SyntaxError if the payload is not JSON. Anything else is a bug, and not the caller's fault.
      const isRefusal = error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError;
      throw isRefusal ? tokenRefused(error) : error;
    }
  }
}

const mayPublish = (claim: unknown): boolean =>
  typeof claim === 'object' &&
  claim !== null &&
  'allow_publish' in claim &&
  claim.allow_publish === true;

/**
 * How much longer a token must be valid: the IVS SDK refuses one that has expired by the visitor's own clock. The claim can't be
 * checked, but whoever lies gains little, since every token ends with its room's stage.
 */
function secondsAhead(clock: number | undefined, now: number): number {
  const ahead = clock === undefined ? 0 : Math.ceil(clock / 1000) - now;
  return Math.min(Math.max(ahead, 0), MAX_CLOCK_AHEAD_SECONDS);
}
