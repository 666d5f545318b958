import {
  MAX_REACTION_COUNT,
  reactionKinds,
  type ReactionCounts,
  type ReactionKind,
} from '../../api/channel.ts';
import { reportIfUnexpected, RoomError } from '../room-error.ts';

const GATHER_MS = 1_000;
// A busy room refuses messages. After that many tries, the moment is over.
const TRIES = 3;

/** Gathers this participant's reactions for a second, and sends them as one message. */
export class OwnReactions {
  readonly #send: (content: string) => Promise<void>;
  #counts: ReactionCounts = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  /** @param send - Rejects with a RoomError if the channel does not take the message. */
  constructor(send: (content: string) => Promise<void>) {
    this.#send = send;
  }

  add(kind: ReactionKind): void {
    this.#count(kind, 1);
    this.#timer ??= setTimeout(() => void this.#flush(), GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#counts = {};
  }

  async #flush(): Promise<void> {
    const sent = this.#counts;
    this.#counts = {};
    this.#timer = undefined;
    try {
      await this.#send(JSON.stringify(sent));
      this.#failures = 0;
    } catch (error) {
      reportIfUnexpected(error);
      const tooFast = error instanceof RoomError && error.code === 'CHAT_TOO_FAST';
      if (!tooFast || ++this.#failures === TRIES) {
        this.#failures = 0;
        return;
      }
      for (const kind of reactionKinds) this.#count(kind, sent[kind]);
      this.#timer ??= setTimeout(() => void this.#flush(), GATHER_MS * (1 + Math.random()));
    }
  }

  #count(kind: ReactionKind, more: number | undefined): void {
    if (more === undefined) return;
    this.#counts[kind] = Math.min((this.#counts[kind] ?? 0) + more, MAX_REACTION_COUNT);
  }
}
