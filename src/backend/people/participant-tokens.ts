import jwt from 'jsonwebtoken';
import { randomInt } from 'node:crypto';
import { encodeUserId } from '../../api/names.ts';
import type { Participant, Role } from '../../api/schemas.ts';
import { tokenRefused } from '../problem-errors.ts';
import type { KeyPair, SigningKeys } from '../keys/key-pair.ts';
import { TOKEN_SECONDS } from '../keys/lifetimes.ts';
import { isoTime, nowSeconds, type Room } from '../rooms/room.ts';

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

// A signature has exactly 96 bytes; decoders overlook what is left over behind them.
const ES384_JWT = /^[\w-]+\.[\w-]+\.[\w-]{128}$/;

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
    const token = jwt.sign(claims, keys.privateKey, { algorithm: 'ES384', keyid: keys.keyId });
    return { id, token, expiresAt: isoTime(expiresAt), capabilities: [...names] };
  }

  /** The participant whose valid token for this room it is. */
  #holderOf(token: string, room: RoomOfToken, keys: SigningKeys): string {
    try {
      if (!ES384_JWT.test(token)) throw new Error('It is no JWT with an ES384 signature.');
      const header = jwt.decode(token, { complete: true })?.header;
      const publicKey = keys.publicKeys.get(header?.kid ?? '');
      if (!publicKey) throw new Error('The token names no key of ours.');
      const claims: unknown = jwt.verify(token, publicKey, {
        algorithms: ['ES384'],
        clockTimestamp: nowSeconds(this.#now()),
      });
      const { jti, exp, resource } = claims as Readonly<Record<string, unknown>>;
      if (resource !== room.stageArn || exp === undefined) throw new Error('Not of this room.');
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
