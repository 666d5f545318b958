/** Why a join is refused, in the words that the SDK understands. */
export type JoinCode =
  | 'TOKEN_MISSING'
  | 'TOKEN_INVALID'
  | 'TOKEN_INVALID_SIGNATURE'
  | 'TOKEN_EXPIRED'
  | 'STAGE_DELETED'
  | 'PARTICIPANT_DISCONNECTED';

/** A token, or the person who holds it, is not let in. The message never quotes the token. */
export class JoinRefusal extends Error {
  override name = 'JoinRefusal';
  readonly code: JoinCode;
  constructor(code: JoinCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Codes in the body of a refused media request that the SDK turns into an error of its own. */
export const MediaCode = {
  TokenExpired: 2002,
  NotAllowed: 2003,
  AtCapacity: 2005,
  Codec: 2014,
} as const;

/** A media request is refused. Codes that the SDK doesn't know are the HTTP status. */
export class MediaRefusal extends Error {
  override name = 'MediaRefusal';
  readonly status: number;
  readonly code: number;
  constructor(status: number, message: string, code: number = status) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The same refusal, said to a media request. */
export function asMediaRefusal(refusal: JoinRefusal): MediaRefusal {
  if (refusal.code === 'TOKEN_EXPIRED')
    return new MediaRefusal(401, refusal.message, MediaCode.TokenExpired);
  if (refusal.code === 'STAGE_DELETED') return new MediaRefusal(404, refusal.message);
  if (refusal.code === 'PARTICIPANT_DISCONNECTED')
    return new MediaRefusal(403, refusal.message, MediaCode.NotAllowed);
  return new MediaRefusal(401, refusal.message);
}
