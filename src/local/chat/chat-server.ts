import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ivsChatLimits } from '../../backend/quotas.ts';
import type { ChatRoomRecord, ChatSession } from '../shared/chat-records.ts';
import type { Clock } from '../shared/clock.ts';
import { parseUrl } from '../shared/http.ts';
import { isAllowedOrigin, refuseUpgrade } from '../shared/upgrades.ts';
import { ChatConnection } from './chat-connection.ts';
import { ChatRoom } from './chat-room.ts';
import { ChatTokens } from './chat-tokens.ts';
import {
  defaultTimings,
  MessagingSocket,
  type ChatTimings,
  type Receiver,
} from './messaging-socket.ts';

export interface ChatServerOptions {
  readonly findRoom: (arn: string) => ChatRoomRecord | undefined;
  readonly clock: Clock;
  /** Whether pages of an origin may connect; all may if absent. */
  readonly allowsOrigin?: (origin: string) => boolean;
  /** Called with bugs of the server, of which clients learn no details; `console.error` if absent. */
  readonly report?: (failure: unknown) => void;
  /** Replaces timings, for tests. */
  readonly timings?: Partial<ChatTimings>;
  /** How many may be connected at once, in all rooms; the default quota of IVS Chat if absent. */
  readonly maxConnections?: number;
}

/** What is open now. */
export interface ChatCounts {
  readonly chatConnections: number;
  /** Rooms that somebody is connected to. */
  readonly chatRooms: number;
  /** Tokens that nobody has used yet. Each is forgotten after a minute. */
  readonly chatTokens: number;
}

/** The messaging part of IVS Chat as the control plane and the HTTP server use it. */
export interface ChatServer {
  /** The server's address followed by this is what the SDK connects to. */
  readonly path: string;
  /** Handles an upgrade to the messaging socket. Returns false if the path is not its own. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Makes a token that opens one connection. `expiresAt`: milliseconds since the epoch. */
  issueToken(session: ChatSession): { readonly token: string; readonly expiresAt: number };
  /** Tells everybody in a room something. Returns the event's id. */
  sendEvent(arn: string, name: string, attributes: Readonly<Record<string, string>>): string;
  /** Tells everybody in a room to delete a message. Returns the event's id. */
  deleteMessage(arn: string, messageId: string, reason?: string): string;
  /** Tells everybody in a room, and closes all connections of a user. The user may come back with a new token. */
  disconnectUser(arn: string, userId: string, reason?: string): void;
  /** Disconnects everybody from a room that was deleted. */
  deleteRoom(arn: string): void;
  /** What is open now: all zero when nobody is connected, and no token is waiting. */
  counts(): ChatCounts;
  /** Cuts all connections. */
  close(): void;
}

const CHAT_PATH = '/chat/messaging';

/** The SDK has opened its next connection by then, with a new token. */
const SESSION_ENDED = 1000;

/** Creates a chat server. It has no HTTP server of its own: pass it upgrades. */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { findRoom, clock, allowsOrigin, report = console.error } = options;
  const { maxConnections = ivsChatLimits.connections } = options;
  const now = () => clock.now();
  const tokens = new ChatTokens(now);
  /** By ARN; only those that somebody is connected to. */
  const rooms = new Map<string, ChatRoom>();
  const socket = new MessagingSocket({ ...defaultTimings, ...options.timings }, report);

  const makeRoom = (arn: string) => new ChatRoom(() => findRoom(arn), now);
  // Nobody hears what is said in an empty room, but the caller gets an id.
  const roomOf = (arn: string) => rooms.get(arn) ?? makeRoom(arn);

  const connect = (session: ChatSession, client: WebSocket): Receiver => {
    const room = roomOf(session.roomArn);
    rooms.set(session.roomArn, room);
    const connection = new ChatConnection(session, client, now);
    room.connections.add(connection);
    const cancel = clock.after(session.endsAt - now(), () => connection.end(SESSION_ENDED));
    return {
      receive: (text) => room.receive(connection, text),
      closed: () => {
        cancel();
        room.connections.delete(connection);
        if (room.connections.size === 0 && rooms.get(session.roomArn) === room)
          rooms.delete(session.roomArn);
      },
    };
  };

  return {
    path: CHAT_PATH,

    handleUpgrade(request, duplex, head) {
      if (parseUrl(request)?.pathname !== CHAT_PATH) return false;
      if (!isAllowedOrigin(request.headers.origin, allowsOrigin)) {
        refuseUpgrade(duplex, '403 Forbidden');
        return true;
      }
      if (socket.size >= maxConnections) {
        refuseUpgrade(duplex, '429 Too Many Requests');
        return true;
      }
      const session = tokens.redeem(request.headers['sec-websocket-protocol'] ?? '');
      if (!session || session.endsAt <= now() || !findRoom(session.roomArn)) {
        refuseUpgrade(duplex, '401 Unauthorized');
        return true;
      }
      socket.accept(request, duplex, head, (client) => connect(session, client));
      return true;
    },

    issueToken: (session) => tokens.issue(session),
    sendEvent: (arn, name, attributes) => roomOf(arn).sendEvent(name, attributes),
    deleteMessage: (arn, messageId, reason) => roomOf(arn).deleteMessage(messageId, reason),
    disconnectUser: (arn, userId, reason) => roomOf(arn).disconnectUser(userId, reason),
    deleteRoom: (arn) => rooms.get(arn)?.end(),
    counts: () => ({
      chatConnections: socket.size,
      chatRooms: rooms.size,
      chatTokens: tokens.size,
    }),
    close: () => socket.close(),
  };
}
