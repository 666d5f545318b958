import type { Bans } from './bans.ts';
import { JoinRefusal } from './refusal.ts';
import type { StageToken } from './token-claims.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Asked at every door: the token is true, and its holder was not sent away. */
export class Gatekeeper {
  readonly #verifier: TokenVerifier;
  readonly #bans: Bans;

  constructor(verifier: TokenVerifier, bans: Bans) {
    this.#verifier = verifier;
    this.#bans = bans;
  }

  admit(raw: string | undefined): StageToken {
    const token = this.#verifier.verify(raw);
    if (this.#bans.has(token.stageArn, token.participantId))
      throw new JoinRefusal('PARTICIPANT_DISCONNECTED', 'The participant was disconnected');
    return token;
  }

  /** A token that may take the place of another: only rights, attributes, user id and times differ. */
  admitSuccessor(current: StageToken, raw: string): StageToken {
    const token = this.admit(raw);
    // Equal stages have equal endpoints and topic: each token was checked against its stage.
    if (token.stageArn !== current.stageArn || token.participantId !== current.participantId)
      throw new JoinRefusal('TOKEN_INVALID', 'The new token is not of the same participant');
    return token;
  }
}
