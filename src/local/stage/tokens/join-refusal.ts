/** Why a join is refused. The SDK knows these codes. */
export type JoinCode =
  | 'TOKEN_MISSING'
  | 'TOKEN_INVALID'
  | 'TOKEN_INVALID_SIGNATURE'
  | 'TOKEN_EXPIRED'
  | 'STAGE_DELETED'
  | 'PARTICIPANT_DISCONNECTED';

/** A token, or the participant who holds it, is refused. The message never contains the token. */
export class JoinRefusal extends Error {
  override name = 'JoinRefusal';
  readonly code: JoinCode;
  constructor(code: JoinCode, message: string) {
    super(message);
    this.code = code;
  }
}
