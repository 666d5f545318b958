import type { ChatEvent, ChatMessage } from 'amazon-ivs-chat-messaging';
import {
  parseChannelEvent,
  parseMessage,
  type ChannelEvent,
  type ReactionKind,
} from '../../api/channel.ts';
import type { OpenChannelResponse } from '../../api/channel-schemas.ts';
import type { RoomApi } from '../api/room-api.ts';
import { RoomError } from '../room-error.ts';
import type { RoomChannelSnapshot, RoomSnapshot } from '../snapshot.ts';
import { ChannelConnector } from './channel-connector.ts';
import { ChannelLog } from './channel-log.ts';
import { ChannelRights, type Standing } from './channel-rights.ts';
import type { ChatLink } from './chat-link.ts';
import { OwnReactions } from './own-reactions.ts';

export interface RoomChannelOptions {
  readonly api: RoomApi;
  readonly roomId: string;
  readonly tokens: {
    /** The participant's token. */
    readonly token: string;
    readonly mayPublish: boolean;
  };
  readonly snapshot: () => RoomSnapshot;
  readonly onChange: (channel: RoomChannelSnapshot) => void;
  /** @param sentAt - By the server's time: ISO 8601. */
  readonly onEvent: (event: ChannelEvent, sentAt: string) => void;
  readonly onFailure: (thrown: unknown) => void;
}

/** The channel of a room: told of changes at once, messages and reactions. That it can't be reached is a state, no error. */
export class RoomChannel {
  readonly #options: RoomChannelOptions;
  readonly #connector: ChannelConnector;
  readonly #log = new ChannelLog();
  readonly #rights = new ChannelRights();
  readonly #reactions = new OwnReactions((content) => this.#send(content, 'reactions'));
  /** Where this participant stood when the last token was asked for. */
  #standing: Standing | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #shown: RoomChannelSnapshot | undefined;

  constructor(options: RoomChannelOptions) {
    this.#options = options;
    const { snapshot, onFailure } = options;
    this.#connector = new ChannelConnector({
      ...{ snapshot, onFailure },
      open: (signal) => this.#open(signal),
      onState: () => this.#show(),
      onMessage: (message) => this.#take(message),
      onEvent: (event) => this.#follow(event),
      onDeleted: (id) => {
        this.#log.delete(id);
        this.#show();
      },
    });
  }

  /** Connects, if the room has a channel. */
  start(): void {
    if (this.#options.snapshot().room?.chat !== undefined) this.#connector.start();
  }

  /** The network is back: this ends a pause between two tries. */
  hurry(): void {
    this.#connector.hurry();
  }

  /** Disconnects. {@link start} connects again. */
  stop(): void {
    this.#reactions.stop();
    clearTimeout(this.#expiry);
    this.#log.clearReactions();
    this.#connector.stop();
  }

  /** Follows the room: whoever comes on stage, say, connects anew as who they are now. */
  update(): void {
    this.#rights.setSilenced(this.#options.snapshot().people?.silenced);
    const before = this.#standing;
    if (!before) return;
    const now = this.#stand();
    const isOther = now.id !== before.id || now.role !== before.role;
    if (isOther || now.mayWrite !== before.mayWrite) {
      this.#standing = now;
      this.#connector.renew(isOther);
    }
    this.#show();
  }

  /**
   * Writes to the room.
   * @param text - 1 to 280 characters. Nothing is sent if nothing of it can be seen.
   * @returns when everybody gets it
   * @throws RoomError `CHAT_TOO_LONG`, `CHAT_NOT_ALLOWED`, `CHAT_TOO_FAST` or `CHANNEL_UNREACHABLE`
   */
  async sendMessage(text: string): Promise<void> {
    const parsed = parseMessage(text);
    if ('text' in parsed) await this.#send(parsed.text, 'text');
    else if (parsed.problem === 'too-long') {
      throw new RoomError('CHAT_TOO_LONG', 'A message has at most 280 characters.');
    }
  }

  /** Reacts. Nothing happens without a connection, or the right to it. */
  react(kind: ReactionKind): void {
    if (this.#connector.link && this.#mayWrite) this.#reactions.add(kind);
  }

  /** Deletes a message for everybody. For hosts. Fails as {@link sendMessage} does. */
  async deleteMessage(id: string): Promise<void> {
    await this.#connected().delete(id);
  }

  #open(signal: AbortSignal): Promise<OpenChannelResponse> {
    const { api, roomId, tokens } = this.#options;
    this.#standing = this.#stand();
    const path = `/${encodeURIComponent(roomId)}/channel`;
    return api.call({ method: 'POST', path, bearer: tokens.token }, { signal });
  }

  #stand(): Standing {
    const { snapshot, tokens } = this.#options;
    return this.#rights.standing(snapshot(), tokens.mayPublish);
  }

  get #mayWrite(): boolean {
    return this.#connector.grant?.mayWrite === true && this.#stand().mayWrite;
  }

  #connected(): ChatLink {
    const { link } = this.#connector;
    if (link) return link;
    throw new RoomError('CHANNEL_UNREACHABLE', 'The channel of the room is not connected now.');
  }

  async #send(content: string, type: 'text' | 'reactions'): Promise<void> {
    const link = this.#connected();
    if (!this.#mayWrite) {
      throw new RoomError('CHAT_NOT_ALLOWED', 'This participant may not write to the room now.');
    }
    await link.send(content, { type });
  }

  #take(message: ChatMessage): void {
    const { self, room } = this.#options.snapshot();
    const { barred } = this.#rights;
    this.#log.add(message, { selfId: self?.id, chat: room?.chat, barred }, performance.now());
    this.#expire();
    this.#show();
  }

  #follow({ eventName, attributes, sendTime }: ChatEvent): void {
    const event = parseChannelEvent(eventName, attributes);
    if (!event) return;
    this.#rights.apply(event);
    const { name } = event;
    // Whoever came silenced was never told so.
    if (name === 'unsilenced' && event.attributes.id === this.#standing?.id) {
      this.#connector.renew(true);
    }
    this.#options.onEvent(event, sendTime.toISOString());
    this.update();
  }

  #expire(): void {
    clearTimeout(this.#expiry);
    const rest = this.#log.expire(performance.now());
    if (rest === undefined) return;
    this.#expiry = setTimeout(() => {
      this.#expire();
      this.#show();
    }, rest);
  }

  #show(): void {
    const { state } = this.#connector;
    const { messages, reactions } = this.#log;
    const channel = { state, mayWrite: this.#mayWrite, messages, reactions };
    if (isSame(this.#shown, channel)) return;
    this.#shown = Object.freeze(channel);
    this.#options.onChange(this.#shown);
  }
}

const isSame = (a: RoomChannelSnapshot | undefined, b: RoomChannelSnapshot): boolean =>
  a?.state === b.state &&
  a.mayWrite === b.mayWrite &&
  a.messages === b.messages &&
  a.reactions === b.reactions;
