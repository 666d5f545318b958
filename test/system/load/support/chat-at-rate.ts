import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '../../../support/eventually.ts';
import type { ChatClient } from '../../local/chat/support/chat-client.ts';
import type { ChatLoad } from './chat-load.ts';

/** What a message may take at most, until the last one has it. */
const PATIENCE_MS = 30_000;

/** Chat rooms full of people who only count what they receive. */
export class ChatRooms {
  readonly #rooms: (readonly ChatClient[])[] = [];
  #received = 0;
  /** Milliseconds until the last person of a room got a message. */
  #delays: number[] = [];

  static async open(load: ChatLoad, rooms: number, people: number): Promise<ChatRooms> {
    const opened = new ChatRooms();
    for (let count = 0; count < rooms; count += 1) {
      const room = await load.connect(await load.createRoom(), people, true);
      opened.#rooms.push(room);
      for (const { socket } of room) socket.on('message', () => (opened.#received += 1));
      // Whoever connected last is told last.
      room.at(-1)?.socket.on('message', (data: Buffer) => {
        const { Content } = JSON.parse(data.toString()) as { Content?: string };
        if (Content !== undefined) opened.#delays.push(performance.now() - Number(Content));
      });
    }
    return opened;
  }

  /** Sends messages at a rate, by all people in turn, and waits until everybody has them. */
  async measure(perSecond: number, seconds: number) {
    this.#received = 0;
    this.#delays = [];
    const begin = performance.now();
    let sent = 0;
    let expected = 0;
    while (sent < perSecond * seconds) {
      const due = ((performance.now() - begin) / 1_000) * perSecond;
      for (; sent < Math.min(due, perSecond * seconds); sent += 1) {
        const room = this.#rooms[sent % this.#rooms.length] ?? [];
        room[Math.floor(sent / this.#rooms.length) % room.length]?.say(String(performance.now()));
        expected += room.length;
      }
      await delay(2);
    }
    await waitFor('all messages', () => this.#received >= expected, PATIENCE_MS);
    const delays = this.#delays.sort((a, b) => a - b);
    const quantile = (part: number): number => delays[Math.floor(delays.length * part)] ?? NaN;
    return { deliveries: expected / seconds, p50: quantile(0.5), p99: quantile(0.99) };
  }
}
