import { MAX_TOKEN_SECONDS } from './token-claims.ts';

/** Participants who were disconnected, by stage. They stay banned for the longest lifetime of a token. */
export class Bans {
  readonly #stages = new Map<string, Map<string, number>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(stageArn: string, participantId: string): void {
    const bans = this.#stages.get(stageArn) ?? new Map<string, number>();
    this.#stages.set(stageArn, bans);
    for (const [id, until] of bans) if (until <= this.#now()) bans.delete(id);
    bans.set(participantId, this.#now() + MAX_TOKEN_SECONDS * 1000);
  }

  has(stageArn: string, participantId: string): boolean {
    const until = this.#stages.get(stageArn)?.get(participantId);
    return until !== undefined && until > this.#now();
  }

  /** Forgets the bans of a stage that was deleted: its tokens are refused anyway. */
  forget(stageArn: string): void {
    this.#stages.delete(stageArn);
  }
}
