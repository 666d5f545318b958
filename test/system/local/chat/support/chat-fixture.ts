import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  createChatServer,
  type ChatServer,
  type ChatServerOptions,
} from '../../../../../src/local/chat/chat-server.ts';
import type { ChatRoomRecord, ChatSession } from '../../../../../src/local/shared/chat-records.ts';
import { systemClock, type Clock } from '../../../../../src/local/shared/clock.ts';
import { ChatClient } from './chat-client.ts';

/** A chat server with an HTTP server of its own, and rooms that a test may add and remove. */
export class ChatFixture {
  readonly rooms = new Map<string, ChatRoomRecord>();
  readonly failures: unknown[] = [];
  readonly http = createServer();
  readonly #clock: Clock;
  readonly #sockets = new Set<Duplex>();
  readonly chatServer: ChatServer;

  private constructor(options: Partial<ChatServerOptions>) {
    this.#clock = options.clock ?? systemClock;
    this.chatServer = createChatServer({
      findRoom: (arn) => this.rooms.get(arn),
      clock: this.#clock,
      report: (failure) => this.failures.push(failure),
      ...options,
    });
    this.http.on('upgrade', (request, socket, head) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      if (!this.chatServer.handleUpgrade(request, socket, head)) socket.destroy();
    });
  }

  static async start(options: Partial<ChatServerOptions> = {}): Promise<ChatFixture> {
    const fixture = new ChatFixture(options);
    fixture.http.listen(0, '127.0.0.1');
    await once(fixture.http, 'listening');
    return fixture;
  }

  get url(): string {
    const { port } = this.http.address() as AddressInfo;
    return `ws://127.0.0.1:${port}${this.chatServer.path}`;
  }

  addRoom(limits: Partial<ChatRoomRecord> = {}): ChatRoomRecord {
    const id = `Room${String(this.rooms.size).padStart(8, '0')}`;
    const room: ChatRoomRecord = {
      arn: `arn:aws:ivschat:us-east-1:000000000000:room/${id}`,
      id,
      name: 'test',
      tags: {},
      createdAt: 0,
      updatedAt: 0,
      maximumMessageLength: 500,
      maximumMessageRatePerSecond: 100,
      ...limits,
    };
    this.rooms.set(room.arn, room);
    return room;
  }

  /** Cuts all connections, as a network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  deleteRoom({ arn }: ChatRoomRecord): void {
    this.rooms.delete(arn);
    this.chatServer.deleteRoom(arn);
  }

  /** A token that may do everything for an hour. */
  token({ arn }: ChatRoomRecord, userId: string, session: Partial<ChatSession> = {}): string {
    return this.chatServer.issueToken({
      roomArn: arn,
      userId,
      capabilities: new Set(['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER']),
      attributes: { name: `name of ${userId}` },
      endsAt: this.#clock.now() + 3_600_000,
      ...session,
    }).token;
  }

  connect(room: ChatRoomRecord, userId: string, session: Partial<ChatSession> = {}) {
    return new ChatClient(this.url, this.token(room, userId, session)).connected();
  }

  async stop(): Promise<void> {
    this.chatServer.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
