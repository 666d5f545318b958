import { randomInt } from 'node:crypto';
import { encodeUserId } from '../api/names.ts';
import type { Participant, Role } from '../api/schemas.ts';
import { tokenRefused } from './errors.ts';
import { signJwt, verifyJwt } from './jwt.ts';
import type { KeyPair, SigningKeys } from './key-pair.ts';
import { TOKEN_SECONDS } from './lifetimes.ts';
import { isoTime, nowSeconds, type Room } from './room.ts';

export interface ParticipantRequest {
  /** As parseName returned it. */
  readonly name: string;
  /** Default: listener. */
  readonly role?: Role | undefined;
  /** The token that is to be renewed. */
  readonly token?: string | undefined;
}

const capabilities = {
  listener: { claim: { allow_subscribe: true }, names: ['SUBSCRIBE'] },
  speaker: {
    claim: { allow_publish: true, allow_subscribe: true },
    names: ['PUBLISH', 'SUBSCRIBE'],
  },
} as const;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16; // 95 bits

/** Signs IVS participant tokens; no IVS call is needed for it. */
export class ParticipantTokens {
  readonly #keyPair: KeyPair;
  readonly #now: () => number;

  constructor(keyPair: KeyPair, now: () => number = Date.now) {
    this.#keyPair = keyPair;
    this.#now = now;
  }

  /** A token for a new participant or, with `token`, a newer one for the same. */
  async issue(room: RoomOfToken, request: ParticipantRequest): Promise<Participant> {
    const keys = await this.#keyPair.keys();
    const id =
      request.token === undefined ? newParticipantId() : this.#holderOf(request.token, room, keys);
    const { claim, names } = capabilities[request.role ?? 'listener'];
    const issuedAt = nowSeconds(this.#now());
    const expiresAt = Math.min(room.expiresAt, issuedAt + TOKEN_SECONDS);
    const claims = {
      exp: expiresAt,
      iat: issuedAt,
      jti: id,
      user_id: encodeUserId(request.name),
      resource: room.stageArn,
      topic: room.id,
      events_url: room.endpoints.events,
      whip_url: room.endpoints.whip,
      capabilities: claim,
      attributes: {},
      version: '1.0',
    };
    const token = signJwt(claims, keys.privateKey, keys.keyId);
    return { id, token, expiresAt: isoTime(expiresAt), capabilities: [...names] };
  }

  /** The participant whose valid token for this room it is. */
  #holderOf(token: string, room: RoomOfToken, keys: SigningKeys): string {
    try {
      const now = nowSeconds(this.#now());
      const { jti, resource } = verifyJwt(token, keys.publicKeys, now);
      if (resource !== room.stageArn) throw new Error('Not of this room.');
      if (typeof jti !== 'string' || !/^[A-Za-z0-9]{1,64}$/.test(jti)) throw new Error('No id.');
      return jti;
    } catch (cause) {
      throw tokenRefused(cause);
    }
  }
}

/** What a token says about its room. */
export type RoomOfToken = Pick<Room, 'id' | 'stageArn' | 'endpoints' | 'expiresAt'>;

function newParticipantId(): string {
  return Array.from({ length: ID_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
