import { randomBytes } from 'node:crypto';
import type { ChatSession } from '../shared/chat-records.ts';

/** How long after its creation a token may be used to connect. */
const TOKEN_LIFETIME_MS = 60_000;

/** Tokens that nobody has used yet. Each opens one connection. On AWS they are encrypted; here they are random. */
export class ChatTokens {
  readonly #now: () => number;
  /** The oldest first. */
  readonly #tokens = new Map<
    string,
    { readonly session: ChatSession; readonly expiresAt: number }
  >();

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    this.#forgetExpired();
    return this.#tokens.size;
  }

  issue(session: ChatSession): { token: string; expiresAt: number } {
    this.#forgetExpired();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#now() + TOKEN_LIFETIME_MS;
    this.#tokens.set(token, { session, expiresAt });
    return { token, expiresAt };
  }

  /** Takes a token's session. Returns undefined if there is no such token, or it was used, or has expired. */
  redeem(token: string): ChatSession | undefined {
    this.#forgetExpired();
    const issued = this.#tokens.get(token);
    this.#tokens.delete(token);
    return issued?.session;
  }

  #forgetExpired(): void {
    const now = this.#now();
    for (const [token, { expiresAt }] of this.#tokens) {
      if (expiresAt > now) return;
      this.#tokens.delete(token);
    }
  }
}
