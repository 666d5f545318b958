import type { Bans } from './bans.ts';
import { JoinRefusal } from './join-refusal.ts';
import type { StageToken } from './token-claims.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Decides who may join: the token must be valid and its participant not disconnected. Every endpoint asks it. */
export class Gatekeeper {
  readonly #verifier: TokenVerifier;
  readonly #bans: Bans;

  constructor(verifier: TokenVerifier, bans: Bans) {
    this.#verifier = verifier;
    this.#bans = bans;
  }

  /** @throws {JoinRefusal} If the token is missing or not valid, or its participant was disconnected. */
  admit(raw: string | undefined): StageToken {
    const token = this.#verifier.verify(raw);
    if (this.#bans.has(token.stageArn, token.participantId))
      throw new JoinRefusal('PARTICIPANT_DISCONNECTED', 'The participant was disconnected');
    return token;
  }

  /**
   * Checks a token that is to replace another. Only capabilities, attributes, user id and times may differ.
   * @throws {JoinRefusal} Also if it is for another participant or stage.
   */
  admitSuccessor(current: StageToken, raw: string): StageToken {
    const token = this.admit(raw);
    // The topic and the endpoints are then equal, too: each token was checked against its stage.
    if (token.stageArn !== current.stageArn || token.participantId !== current.participantId)
      throw new JoinRefusal('TOKEN_INVALID', 'The new token is not for the same participant');
    return token;
  }
}
