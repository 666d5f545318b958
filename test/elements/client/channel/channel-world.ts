import type { ChannelEvent } from '../../../../src/api/channel.ts';
import type { Room } from '../../../../src/api/schemas.ts';
import { RoomApi } from '../../../../src/client/api/room-api.ts';
import { RoomChannel } from '../../../../src/client/channel/room-channel.ts';
import { initialSnapshot } from '../../../../src/client/session/initial-snapshot.ts';
import type { RoomChannelSnapshot, RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { FastTime, until } from '../client-support.ts';
import { FakeApi } from '../fake-api.ts';
import { FakeChat } from './fake-chat.ts';

export const ME = 'aMe1234567890123';
export const ADA = { id: 'aAda123456789012', name: 'Ada', role: 'speaker' };
export const HOST = { id: 'aHost12345678901', name: 'Hana', role: 'host' };

/** A RoomChannel with the real SDK, in a chat room that is a fake. */
export class ChannelWorld {
  time = new FastTime();
  readonly api = new FakeApi();
  readonly chat = new FakeChat();
  readonly tokens = { token: 'participant', mayPublish: false };
  readonly states: string[] = [];
  readonly events: ChannelEvent[] = [];
  readonly failures: unknown[] = [];
  readonly channel: RoomChannel;
  shown: RoomChannelSnapshot = initialSnapshot.channel;
  snapshot: RoomSnapshot;
  /** What the API grants to whoever opens the channel. */
  mayWrite = true;

  constructor() {
    const role = () =>
      this.snapshot.host ? 'host' : this.tokens.mayPublish ? 'speaker' : 'listener';
    this.api.openChannel = () => {
      const { mayWrite, snapshot } = this;
      return this.chat.grant({ userId: snapshot.self!.id, role: role(), mayWrite });
    };
    const now = Date.now();
    const room: Room = {
      ...{ id: 'abc', stage: 'open', locked: false, hosts: [], live: true, speakers: [] },
      ...{ listeners: 0, chat: 'all', now: new Date(now).toISOString() },
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 6 * 3_600_000).toISOString(),
    };
    const closesAt = performance.now() + 6 * 3_600_000;
    this.snapshot = { ...initialSnapshot, self: { id: ME, name: 'Zoë' }, room, closesAt };
    this.channel = new RoomChannel({
      ...{ api: new RoomApi(), roomId: 'abc', tokens: this.tokens, snapshot: () => this.snapshot },
      onChange: (change) => {
        if (this.shown.state !== change.state) this.states.push(change.state);
        this.shown = change;
      },
      onEvent: (event) => this.events.push(event),
      onFailure: (thrown) => this.failures.push(thrown),
    });
  }

  inRoom(changes: Partial<Room>): void {
    this.snapshot = { ...this.snapshot, room: { ...this.snapshot.room!, ...changes } };
    this.channel.update();
  }

  /** How often the API was asked to open the channel. */
  opened() {
    return this.api.calls.filter(({ path }) => path.endsWith('/channel'));
  }

  texts(): string[] {
    return this.shown.messages.map(({ text }) => text);
  }

  /** Connects. Then time runs so many times faster. */
  async start(factor = 1): Promise<void> {
    this.channel.start();
    await this.connected();
    this.time.restore();
    this.time = new FastTime(factor);
  }

  connected(): Promise<void> {
    return until(() => this.shown.state === 'connected', 'connected');
  }

  /** Waits until so many connections were made, and only the last is open. */
  connections(count: number): Promise<void> {
    const { chat } = this;
    const isSo = () => chat.sockets.length >= count && chat.open.length === 1;
    return until(isSo, `${count} connections`);
  }

  async end(): Promise<void> {
    this.channel.stop();
    await until(() => this.time.waiting === 0, 'no timer is pending');
    this.chat.restore();
    this.api.restore();
    this.time.restore();
  }
}
