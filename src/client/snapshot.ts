import type { Room } from '../api/schemas.ts';
import type { RoomErrorCode } from './room-error.ts';

/** `left` is final for a session: whoever comes back joins again. */
export type RoomPhase = 'idle' | 'joining' | 'listening' | 'speaking' | 'left';

/** Why a session is over. */
export type LeftReason =
  | 'user' // asked to leave
  | 'failed' // never got in; `error` says why
  | 'room-ended' // the stage was deleted
  | 'removed' // this participant was disconnected by the host
  | 'joined-elsewhere' // the same token joined again, as in a second tab
  | 'token-refused' // a token exchange was refused
  | 'connection-lost' // the network did not come back in time
  | 'unknown';

/** How well this browser is connected; `poor`: words may get lost; `lost`: nothing arrives any more. */
export type ConnectionQuality = 'good' | 'poor' | 'lost';

export interface RoomParticipant {
  readonly id: string;
  readonly name: string;
  /** This browser's own participant. */
  readonly local: boolean;
  readonly muted: boolean;
  /** What this person says, for levels and playback; absent until it arrives. */
  readonly stream?: MediaStream;
}

/** All that an element needs to render; a new frozen object for each change. */
export interface RoomSnapshot {
  readonly phase: RoomPhase;
  /** On the side of the phase: the connection is gone and the SDK is trying. */
  readonly reconnecting: boolean;
  /** Measured every 5 s; absent until something is sent or received. */
  readonly quality?: ConnectionQuality | undefined;
  /** On the side of the phase: asked to go on stage, not there yet. */
  readonly publishing: boolean;
  readonly room: Room | undefined;
  readonly self: { readonly id: string; readonly name: string } | undefined;
  /** Everybody on stage, this browser's participant included while it speaks. In order of arrival. */
  readonly speakers: readonly RoomParticipant[];
  readonly listeners: number;
  /** The one truth about this browser's microphone while it speaks. */
  readonly muted: boolean;
  /** Autoplay was blocked: nothing is heard until a tap calls `RoomSession.resumeAudio()`. */
  readonly audioBlocked: boolean;
  readonly leftReason: LeftReason | undefined;
  /** The last failure that the person should know of; cleared by the next success. */
  readonly error: { readonly code: RoomErrorCode; readonly message: string } | undefined;
}
