import type { Room, RoomDetails } from '../../src/api/schemas.ts';
import { RoomError, type RoomErrorCode } from '../../src/client/room-error.ts';
import { Microphone } from '../../src/client/media/microphone.ts';
import {
  type MicrophoneDevice,
  MicrophoneFoundEvent,
} from '../../src/client/media/microphone-events.ts';
import type { RoomParticipant } from '../../src/client/snapshot.ts';
import { snapshotOf } from '../../test/elements/components/element-support.ts';

// Sample people, a sample room and a sample microphone, so that the pictures need no server and no device.

const NAMES = [
  ...['Ana', 'Sunny Otter', 'Zoë', 'Mellow Koala', 'Ines', 'Brave Panda'],
  ...['Олена', 'Merry Fox', 'Priya', 'Quiet Heron', 'Tomás Ñandú', 'Lucky Lynx'],
];

export const speakers = (amount: number, self = -1): readonly RoomParticipant[] =>
  NAMES.slice(0, amount).map((name, i) => ({
    id: `pQ${((i + 2) * 7919).toString(36)}x${i}`,
    name,
    local: i === self,
    muted: i % 4 === 2,
    unheard: false,
    host: false,
  }));

const minutes = (amount: number): string => new Date(Date.now() + amount * 60_000).toISOString();

export const roomWith = (amount: number, closesIn = 50): Room => ({
  id: 'aB3dE5fG7hI9',
  stage: 'open',
  locked: false,
  hosts: [],
  live: amount > 0,
  speakers: speakers(amount).map(({ id, name }) => ({ id, name })),
  listeners: 3,
  createdAt: minutes(closesIn - 60),
  expiresAt: minutes(closesIn),
  now: minutes(0),
});

const audience = ['Noor', 'Jakub', 'Mei Lin', 'Sunny Heron', 'Åsa', 'Kofi', 'Brave Fox', 'Lucía'];
const listener = (name: string) => ({ id: `aQ${name}`, name });

/** A room by invitation with a title, in which some people have raised a hand. */
export const hosted = (hands: readonly string[] = ['Noor', 'Kofi']): RoomDetails => ({
  ...roomWith(3),
  title: 'What bees know about us',
  stage: 'invited',
  hosts: speakers(1).map(({ id, name }) => ({ id, name })),
  hands: hands.map((name, i) => ({ ...listener(name), raisedAt: minutes(2 * i - 3) })),
  invited: ['aQMei Lin'],
  asks: [],
  audience: audience.map(listener),
  silenced: [],
  version: 1,
});

export const quiet = snapshotOf({
  quality: 'good',
  room: roomWith(0),
  self: { id: 'me', name: 'Ana' },
});

/** Opens without a device, or fails with the given problem. */
export class SampleMicrophone extends Microphone {
  readonly #problem: RoomErrorCode | undefined;
  readonly #silence: MediaStream | undefined;

  constructor(problem?: RoomErrorCode, open = false) {
    super();
    this.#problem = problem;
    this.#silence = open ? new MediaStream() : undefined;
  }

  override get stream(): MediaStream | undefined {
    return this.#silence;
  }

  override get devices(): readonly MicrophoneDevice[] {
    return [{ id: 'built-in', label: 'Built-in microphone' }];
  }

  override get deviceId(): string {
    return 'built-in';
  }

  override open(): Promise<MediaStream> {
    if (this.#problem) return Promise.reject(new RoomError(this.#problem, 'Sample failure.'));
    return Promise.resolve(new MediaStream());
  }

  /** Acts as if another microphone had been plugged in. */
  plugInHeadset(): void {
    this.dispatchEvent(new MicrophoneFoundEvent({ id: 'headset', label: 'Headset' }));
  }
}
