import type { RoomError } from '../room-error.ts';
import type { LeftReason } from '../snapshot.ts';

/** What happened on a stage, as far as a snapshot shows it. */
export type StageFact =
  /** `fresh`: for the first time with this `Stage` of the SDK, so that it announces every participant again. */
  | { type: 'connected'; fresh: boolean }
  | { type: 'interrupted' }
  | { type: 'speaker-joined'; id: string; name: string; host: boolean; muted: boolean }
  | { type: 'speaker-left'; id: string }
  | { type: 'speaker-muted'; id: string; muted: boolean }
  | { type: 'stream-added'; id: string; stream: MediaStream }
  | { type: 'stream-removed'; id: string }
  | { type: 'published'; stream: MediaStream }
  | { type: 'unpublished' }
  | { type: 'self-muted'; muted: boolean }
  | { type: 'failed'; error: RoomError };

/** Everything that a `StageConnection` reports to its owner. */
export type StageReport =
  | StageFact
  /** The SDK left the stage. Without a reason the connection was lost, and a new one may succeed. */
  | { type: 'stage-left'; reason: LeftReason | undefined }
  /** The SDK gave up publishing after it had succeeded. */
  | { type: 'publication-lost' }
  /** The SDK needed the token after it had expired. */
  | { type: 'token-expired' }
  /** How many participants are connected, speakers included. */
  | { type: 'subscribers-counted'; count: number };
