import type { ChatMessage as Incoming } from 'amazon-ivs-chat-messaging';
import {
  parseMessage,
  parseReactions,
  reactionKinds,
  type ChannelRole,
  type ChatSetting,
} from '../../api/channel.ts';
import type { ChatMessage, Reaction } from '../snapshot.ts';

const MOST_MESSAGES = 200;
const MOST_REACTIONS = 20;
const REACTION_MS = 4_000;
// Two connections overlap for seconds when one replaces the other; a room has at most 100 messages a second.
const MOST_KNOWN_IDS = 1_000;

/** Who may say something, as far as is known. */
export interface Speech {
  /** The id of this participant. */
  readonly selfId: string | undefined;
  readonly chat: ChatSetting | undefined;
  /** Whether a participant was removed or silenced. */
  readonly barred: (id: string) => boolean;
}

/** What came through the channel and is shown: the newest messages in the order of sending, and the last reactions. */
export class ChannelLog {
  #messages: readonly ChatMessage[] = Object.freeze([]);
  #reactions: readonly (Reaction & { readonly at: number })[] = Object.freeze([]);
  /** The messages that came, and those that were deleted: neither comes again. */
  readonly #known = new Set<string>();

  /** Oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  /** Oldest first. */
  get reactions(): readonly Reaction[] {
    return this.#reactions;
  }

  /**
   * Adds a message, unless it breaks the rules: a participant can send anything, with a program of its own.
   * @param now - A time of `performance.now()`.
   */
  add(incoming: Incoming, speech: Speech, now: number): void {
    const { id, content, attributes, sendTime } = incoming;
    const sender = senderOf(incoming);
    if (!this.#isNew(id) || !sender || !maySpeak(sender, speech)) return;
    if (attributes?.['type'] === 'reactions') {
      const counts = parseReactions(content) ?? {};
      const added = reactionKinds.flatMap((kind) => {
        const count = counts[kind];
        if (count === undefined) return [];
        return Object.freeze({ id: `${id}-${kind}`, senderId: sender.id, kind, count, at: now });
      });
      if (added.length === 0) return;
      this.#reactions = Object.freeze([...this.#reactions, ...added].slice(-MOST_REACTIONS));
    } else if (attributes?.['type'] === 'text') {
      const parsed = parseMessage(content);
      if (!('text' in parsed)) return;
      const message: ChatMessage = Object.freeze({
        ...{ id, senderId: sender.id, name: sender.name, role: sender.role, text: parsed.text },
        sentAt: sendTime.toISOString(),
        own: sender.id === speech.selfId,
      });
      // Two servers may hand on two messages in another order than they were sent in.
      const after = this.#messages.findLastIndex(({ sentAt }) => sentAt <= message.sentAt) + 1;
      this.#messages = Object.freeze(
        this.#messages.toSpliced(after, 0, message).slice(-MOST_MESSAGES),
      );
    }
  }

  /** A message was deleted. It may not even have come yet. */
  delete(id: string): void {
    this.#isNew(id);
    if (this.#messages.some((message) => message.id === id)) {
      this.#messages = Object.freeze(this.#messages.filter((message) => message.id !== id));
    }
  }

  /**
   * Takes away the reactions that were shown for 4 s.
   * @returns how many milliseconds the next one still has; undefined if there is none
   */
  expire(now: number): number | undefined {
    const rest = this.#reactions.filter(({ at }) => now < at + REACTION_MS);
    if (rest.length < this.#reactions.length) this.#reactions = Object.freeze(rest);
    return rest[0] && rest[0].at + REACTION_MS - now;
  }

  /** Forgets the reactions. */
  clearReactions(): void {
    if (this.#reactions.length > 0) this.#reactions = Object.freeze([]);
  }

  #isNew(id: string): boolean {
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    // A set keeps the order in which its values were added.
    for (const oldest of this.#known) {
      if (this.#known.size <= MOST_KNOWN_IDS) break;
      this.#known.delete(oldest);
    }
    return true;
  }
}

interface Sender {
  readonly id: string;
  readonly name: string;
  readonly role: ChannelRole;
}

const roles: readonly unknown[] = ['host', 'speaker', 'listener'] satisfies ChannelRole[];

/** Who sent a message. The server vouches for it: the attributes are those of the token. */
function senderOf({ sender }: Incoming): Sender | undefined {
  const { name, role } = sender.attributes ?? {};
  if (sender.userId === '' || name === undefined || !roles.includes(role)) return undefined;
  return { id: sender.userId, name, role: role as ChannelRole };
}

/** Whoever connected before a host changed the room may still send what is not allowed any more. */
function maySpeak({ id, role }: Sender, { chat, barred }: Speech): boolean {
  if (role === 'host') return true;
  if (barred(id)) return false;
  return chat === 'stage' ? role === 'speaker' : chat !== 'off';
}
