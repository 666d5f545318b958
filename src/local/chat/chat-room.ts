import type { ChatRoomRecord } from '../shared/chat-records.ts';
import { TokenBucket } from '../shared/token-bucket.ts';
import type { ChatConnection } from './chat-connection.ts';
import {
  ChatRefusal,
  errorFrame,
  eventFrame,
  messageFrame,
  parseFrame,
  readRequest,
  requestIdOf,
  type ChatFrame,
  type ChatRequest,
} from './chat-frames.ts';

/** After a close frame, the SDK does not reconnect by itself. */
const DISCONNECTED = 1008;

/** Those who are connected to a room. Nothing of what they say is kept. */
export class ChatRoom {
  readonly connections = new Set<ChatConnection>();
  readonly #find: () => ChatRoomRecord | undefined;
  readonly #now: () => number;
  readonly #messages: TokenBucket;

  /** @param find - Returns the room's record, whose limits may change, or undefined once it is deleted. */
  constructor(find: () => ChatRoomRecord | undefined, now: () => number) {
    this.#find = find;
    this.#now = now;
    this.#messages = new TokenBucket(now);
  }

  /** Does what a client's frame asks for, and tells everybody; or tells the client why not. */
  receive(from: ChatConnection, text: string): void {
    const frame = parseFrame(text);
    try {
      if (!from.countRequest()) throw new ChatRefusal(429, 'Too many requests on this connection');
      this.#act(from, readRequest(frame));
    } catch (error) {
      if (!(error instanceof ChatRefusal)) throw error;
      from.send(errorFrame(requestIdOf(frame), error));
    }
  }

  #act(from: ChatConnection, request: ChatRequest): void {
    const { capabilities } = from.session;
    if (!capabilities.has(request.action)) {
      throw new ChatRefusal(403, `This connection does not have the capability ${request.action}`);
    }
    switch (request.action) {
      case 'SEND_MESSAGE':
        this.#sendMessage(from, request);
        break;
      case 'DELETE_MESSAGE':
        this.deleteMessage(request.messageId, request.reason, request.requestId);
        break;
      case 'DISCONNECT_USER':
        this.disconnectUser(request.userId, request.reason, request.requestId);
        break;
    }
  }

  #sendMessage(
    from: ChatConnection,
    message: Extract<ChatRequest, { action: 'SEND_MESSAGE' }>,
  ): void {
    const record = this.#find();
    if (!record) return; // deleted: the socket is closing
    const { maximumMessageLength, maximumMessageRatePerSecond } = record;
    if (Array.from(message.content).length > maximumMessageLength) {
      throw new ChatRefusal(400, `Content has more than ${maximumMessageLength} characters`);
    }
    if (!this.#messages.take(maximumMessageRatePerSecond)) {
      throw new ChatRefusal(429, 'Too many messages in this room');
    }
    this.#tell(messageFrame(this.#now(), from.session, message));
  }

  /** Tells everybody something. Returns the event's id. */
  sendEvent(
    name: string,
    attributes: Readonly<Record<string, string | undefined>>,
    requestId?: string,
  ): string {
    return this.#tell(eventFrame(this.#now(), name, attributes, requestId));
  }

  /** Tells everybody to delete a message. Returns the event's id. */
  deleteMessage(messageId: string, reason?: string, requestId?: string): string {
    const attributes = { MessageID: messageId, Reason: reason };
    return this.sendEvent('aws:DELETE_MESSAGE', attributes, requestId);
  }

  /** Tells everybody that a user is disconnected, and closes all connections of the user. */
  disconnectUser(userId: string, reason?: string, requestId?: string): void {
    this.sendEvent('aws:DISCONNECT_USER', { UserId: userId, Reason: reason }, requestId);
    for (const connection of this.connections) {
      if (connection.session.userId === userId) connection.end(DISCONNECTED);
    }
  }

  /** Disconnects everybody. */
  end(): void {
    for (const connection of this.connections) connection.end(DISCONNECTED);
  }

  #tell(frame: ChatFrame): string {
    for (const connection of this.connections) connection.send(frame);
    return frame.id;
  }
}
