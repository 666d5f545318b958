import type { ChannelEvent } from '../../api/channel.ts';
import type { Room } from '../../api/schemas.ts';
import type { RoomError } from '../room-error.ts';
import type {
  ConnectionQuality,
  HostAsk,
  LeftReason,
  RemovedPerson,
  RoomChannelSnapshot,
  RoomPeople,
} from '../snapshot.ts';
import type { StageFact } from '../stage/stage-report.ts';

/** Something that happened to a session. */
export type RoomFact =
  | StageFact
  | { type: 'joining'; name: string }
  | { type: 'admitted'; room: Room; closesAt: number; id: string; host: boolean | undefined }
  | { type: 'host-changed'; host: boolean }
  | { type: 'people-read'; people: RoomPeople }
  | { type: 'removed-read'; removed: readonly RemovedPerson[] }
  | { type: 'told'; event: ChannelEvent; sentAt: string }
  | { type: 'channel-changed'; channel: RoomChannelSnapshot }
  | { type: 'host-asked'; ask: HostAsk }
  | { type: 'stage-wanted'; muted: boolean }
  | { type: 'stage-not-wanted' }
  | { type: 'listeners-counted'; listeners: number }
  | { type: 'room-read'; room: Room; closesAt: number }
  | { type: 'quality-measured'; quality: ConnectionQuality | undefined }
  | { type: 'reception-measured'; unheard: readonly string[]; blocked: boolean }
  | { type: 'audio-blocked'; blocked: boolean }
  | { type: 'audio-paused'; paused: boolean }
  | { type: 'output-changed'; id: string; lost: boolean }
  | { type: 'microphone-paused'; paused: boolean }
  | { type: 'left'; reason: LeftReason; error?: RoomError | undefined; by?: string | undefined };
