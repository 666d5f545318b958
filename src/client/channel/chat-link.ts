import type { ChatEvent, ChatMessage, ChatRoom } from 'amazon-ivs-chat-messaging';
import { RoomError } from '../room-error.ts';
import type { ChatSdk } from './chat-sdk.ts';

export interface ChatLinkHandlers {
  readonly onMessage: (message: ChatMessage) => void;
  readonly onEvent: (event: ChatEvent) => void;
  readonly onDeleted: (messageId: string) => void;
  /** The connection is lost, or the server has closed it. Not called by {@link ChatLink.close}. */
  readonly onLost: () => void;
}

// How long the server may take to answer. The SDK waits for ever, even for a connection that is gone.
const ANSWER_MS = 10_000;

/**
 * One connection to a chat room, with one token: a token opens no second one. What the SDK could do beyond that, to
 * reconnect and to renew, it does by this machine's clock, which may be wrong, and without pauses; `RoomChannel` does both.
 */
export class ChatLink {
  readonly #sdk: ChatSdk;
  readonly #room: ChatRoom;
  readonly #handlers: ChatLinkHandlers;
  /** How to give up each request that waits for its answer. */
  readonly #waiting = new Set<(error: RoomError) => void>();
  #token: string | undefined;
  #state: 'new' | 'open' | 'closed' = 'new';
  #retired = false;

  /** @param endpoint - A `wss://` or `ws://` address. */
  constructor(sdk: ChatSdk, endpoint: string, token: string, handlers: ChatLinkHandlers) {
    this.#sdk = sdk;
    this.#token = token;
    this.#handlers = handlers;
    this.#room = new sdk.ChatRoom({
      regionOrUrl: endpoint,
      maxReconnectAttempts: 0,
      tokenProvider: () => this.#takeToken(),
    });
    // It would log what people write, and each frame that it can't read.
    this.#room.logger = { debug: ignore, info: ignore, error: ignore };
    this.#room.addListener('message', (message) => this.#pass(handlers.onMessage, message));
    this.#room.addListener('event', (event) => this.#pass(handlers.onEvent, event));
    this.#room.addListener('messageDelete', (event) =>
      this.#pass(handlers.onDeleted, event.messageId),
    );
  }

  /**
   * Connects.
   * @throws RoomError `CHANNEL_UNREACHABLE`
   * @throws the signal's reason, if it is aborted
   */
  async open(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const fail = () => {
        this.close();
        reject(signal.aborted ? (signal.reason as Error) : unreachable('It did not connect.'));
      };
      const timer = setTimeout(fail, ANSWER_MS);
      signal.addEventListener('abort', fail);
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', fail);
      };
      this.#room.addListener('connect', () => {
        settle();
        this.#state = 'open';
        resolve();
      });
      this.#room.addListener('connecting', () => this.#state === 'open' && this.#lost());
      this.#room.addListener('disconnect', () => {
        settle();
        if (this.#state === 'open') this.#lost();
        else fail();
      });
      if (signal.aborted) fail();
      else this.#room.connect();
    });
  }

  /**
   * Sends a message.
   * @returns when everybody gets it
   * @throws RoomError `CHAT_TOO_FAST`, `CHAT_NOT_ALLOWED`, `CHAT_TOO_LONG` or `CHANNEL_UNREACHABLE`
   */
  async send(content: string, attributes: Record<string, string>): Promise<void> {
    const request = new this.#sdk.SendMessageRequest(content, attributes);
    await this.#answered(() => this.#room.sendMessage(request));
  }

  /** Deletes a message for everybody. Fails as {@link send} does. */
  async delete(messageId: string): Promise<void> {
    const request = new this.#sdk.DeleteMessageRequest(messageId);
    await this.#answered(() => this.#room.deleteMessage(request));
  }

  /** Closes the connection once nothing waits for an answer. */
  retire(): void {
    this.#retired = true;
    if (this.#waiting.size === 0) this.close();
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#room.disconnect();
    const error = unreachable('The connection is lost. The message may have been sent.');
    for (const giveUp of this.#waiting) giveUp(error);
  }

  #lost(): void {
    this.close();
    this.#handlers.onLost();
  }

  #pass<T>(handle: (value: T) => void, value: T): void {
    if (this.#state !== 'closed') handle(value);
  }

  #takeToken(): Promise<{ token: string }> {
    const token = this.#token;
    this.#token = undefined;
    return token === undefined ? Promise.reject(new Error('Used.')) : Promise.resolve({ token });
  }

  async #answered(request: () => Promise<unknown>): Promise<void> {
    if (this.#state !== 'open') throw unreachable('There is no connection.');
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: unknown) => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        if (this.#retired) this.retire();
        if (error === undefined) resolve();
        else reject(toRoomError(error));
      };
      const timer = setTimeout(() => settle(unreachable('There was no answer.')), ANSWER_MS);
      this.#waiting.add(settle);
      // What the SDK throws at once rejects, too.
      Promise.resolve()
        .then(request)
        .then(() => settle(), settle);
    });
  }
}

const ignore = (): void => {};

const unreachable = (why: string): RoomError =>
  new RoomError('CHANNEL_UNREACHABLE', `The channel of the room can't be reached. ${why}`);

const codes = new Map<unknown, RoomError['code']>([
  [403, 'CHAT_NOT_ALLOWED'],
  [406, 'CHAT_NOT_ALLOWED'],
  [413, 'CHAT_TOO_LONG'],
  [429, 'CHAT_TOO_FAST'],
]);

/** @param refusal - What the server answered, or a RoomError. */
function toRoomError(refusal: unknown): Error {
  if (refusal instanceof Error) return refusal;
  const { errorCode, errorMessage } = refusal as { errorCode?: unknown; errorMessage?: unknown };
  const code = codes.get(errorCode) ?? 'CHANNEL_UNREACHABLE';
  const why = `${String(errorCode)} ${String(errorMessage)}`;
  return new RoomError(code, `The channel of the room refused this: ${why}`);
}
