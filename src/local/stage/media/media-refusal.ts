import type { JoinRefusal } from '../tokens/join-refusal.ts';

/** Codes in the body of a refused media request that the SDK turns into errors of its own. */
export const MediaCode = {
  TokenExpired: 2002,
  NotAllowed: 2003,
  AtCapacity: 2005,
  Codec: 2014,
} as const;

/** A media request is refused. The code is the HTTP status unless the SDK knows a more exact one. */
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

/** The media request's counterpart of a refused join. */
export function asMediaRefusal(refusal: JoinRefusal): MediaRefusal {
  if (refusal.code === 'TOKEN_EXPIRED')
    return new MediaRefusal(401, refusal.message, MediaCode.TokenExpired);
  if (refusal.code === 'STAGE_DELETED') return new MediaRefusal(404, refusal.message);
  if (refusal.code === 'PARTICIPANT_DISCONNECTED')
    return new MediaRefusal(403, refusal.message, MediaCode.NotAllowed);
  return new MediaRefusal(401, refusal.message);
}
