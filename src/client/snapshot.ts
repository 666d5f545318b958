import type { ChannelRole, ReactionKind } from '../api/channel.ts';
import type { Room, RoomDetails } from '../api/schemas.ts';
import type { RoomErrorCode } from './room-error.ts';

/** Where a session is. `left` is final: to come back, make a new session. */
export type RoomPhase = 'idle' | 'joining' | 'listening' | 'speaking' | 'left';

/** Why a session has ended. */
export type LeftReason =
  | 'user' // `leave()` was called
  | 'failed' // joining failed; `error` says why
  | 'room-ended' // the stage was deleted
  | 'removed' // the host disconnected this participant
  | 'joined-elsewhere' // the same token was used to join again, as in another tab
  | 'token-refused' // the stage refused this token and a renewed one
  | 'connection-lost' // reconnecting failed for two minutes
  | 'unknown';

/** Quality of this browser's connection. `poor`: words may get lost. `lost`: nothing arrives. */
export type ConnectionQuality = 'good' | 'poor' | 'lost';

/** Somebody on stage. */
export interface RoomParticipant {
  /** The participant id. Whoever joins again gets another one. */
  readonly id: string;
  /** The name that the person chose. It may be anything: show it as text. */
  readonly name: string;
  /** Whether this is a host of the room. */
  readonly host: boolean;
  /** Whether this is the participant of this browser. */
  readonly local: boolean;
  /** Whether the person can't be heard because their microphone is off. */
  readonly muted: boolean;
  /** Whether nothing has arrived from this person for 5 s, although they are on stage. The session keeps trying. */
  readonly unheard: boolean;
  /** The participant's audio, for levels and playback. Absent until it arrives. */
  readonly stream?: MediaStream;
}

/** Who is in the room besides those on stage, as far as the API tells. */
export interface RoomPeople extends Pick<RoomDetails, 'hands' | 'invited' | 'audience'> {
  /** The ids of those whom a host has taken the right to write and react from. */
  readonly silenced: readonly string[];
}

/** What somebody has written to the room. */
export interface ChatMessage {
  readonly id: string;
  /** The participant id of whoever wrote it. */
  readonly senderId: string;
  /** The name of whoever wrote it, which the server vouches for. Show it as text. */
  readonly name: string;
  /** Who they were when they connected, which the server vouches for, too. */
  readonly role: ChannelRole;
  /** 1 to 280 characters, on any number of lines. It may be anything: show it as text. */
  readonly text: string;
  /** When it was sent, by the server's time: ISO 8601. */
  readonly sentAt: string;
  /** Whether this participant wrote it. */
  readonly own: boolean;
}

/** That somebody reacted. */
export interface Reaction {
  readonly id: string;
  /** The participant id of whoever reacted. */
  readonly senderId: string;
  readonly kind: ReactionKind;
  /** How often within a second, 1 to 10. */
  readonly count: number;
}

/** What comes through the room's channel: messages and reactions. Nothing of it is kept: who comes later does not see it. */
export interface RoomChannelSnapshot {
  /** `absent`: this room has none. `lost`: it can't be reached; the session keeps trying, and the audio goes on. */
  readonly state: 'absent' | 'connecting' | 'connected' | 'lost';
  /** Whether this participant may write and react now. */
  readonly mayWrite: boolean;
  /** The newest 200, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** At most 20, oldest first. Each leaves 4 s after it came. */
  readonly reactions: readonly Reaction[];
}

/** Somebody whom a host has removed. */
export interface RemovedPerson {
  /** The participant id. */
  readonly id: string;
  /** Undefined if the room did not know it. */
  readonly name?: string;
}

/** What a host has asked this participant to do, and the session has done. */
export interface HostAsk {
  readonly ask: 'mute' | 'step-back';
  /** The name of the host, if it is known. */
  readonly by: string | undefined;
  /** When, by the server's time: ISO 8601. It tells two asks apart. */
  readonly askedAt: string;
}

/** Everything that a user interface shows of a room. Frozen; each change makes a new one. */
export interface RoomSnapshot {
  /** Where the session is. */
  readonly phase: RoomPhase;
  /** Whether the connection was lost and is being restored. The phase stays as it was. */
  readonly reconnecting: boolean;
  /** Measured every 5 s while audio is sent or received; otherwise undefined, and while nobody can be heard. */
  readonly quality?: ConnectionQuality | undefined;
  /** Whether this participant is on the way to the stage. The phase is still `listening`. */
  readonly publishing: boolean;
  /** The room as the API described it last. Undefined before joining. */
  readonly room: Room | undefined;
  /**
   * When the room closes, as a time of `performance.now()` in milliseconds: `closesAt - performance.now()` are left,
   * whatever the clock of this machine says. Undefined before joining.
   */
  readonly closesAt: number | undefined;
  /** This browser's participant. Undefined before joining. */
  readonly self: { readonly id: string; readonly name: string } | undefined;
  /** Whether this participant is a host. */
  readonly host: boolean;
  /**
   * The people of the room, read every 5 s while somebody looks at them (`RoomControls.watch()`) or this participant's
   * hand is raised; otherwise as they were then. Undefined until they are read, and with an API of an older version.
   */
  readonly people: RoomPeople | undefined;
  /** Who was removed, for hosts, as it was when this host last looked (`RoomControls.readRemoved()`) or changed something. */
  readonly removed: readonly RemovedPerson[] | undefined;
  /** The place of this participant's raised hand in the queue, from 1. Undefined if it is not raised. */
  readonly handPlace: number | undefined;
  /** Whether a host has invited this participant to the stage. `RoomSession.goOnStage()` accepts. */
  readonly invited: boolean;
  /** The last thing that a host has asked this participant, which the session has done. */
  readonly hostAsk: HostAsk | undefined;
  /** The channel of the room: messages and reactions. */
  readonly channel: RoomChannelSnapshot;
  /** Everybody on stage in order of arrival, including this participant while it speaks. */
  readonly speakers: readonly RoomParticipant[];
  /** How many people listen, without those on stage. */
  readonly listeners: number;
  /** Whether this participant is muted on stage, or asked to be on the way there. */
  readonly muted: boolean;
  /**
   * Whether the system has paused the microphone, as for a phone call, so that this participant is muted. They are
   * unmuted when the system gives it back, unless they were muted before. Unmuting opens the microphone again.
   */
  readonly microphonePaused: boolean;
  /** Whether the browser blocked autoplay. Call `RoomSession.resumeAudio()` from a click to start the sound. */
  readonly audioBlocked: boolean;
  /**
   * Whether the sound was paused from outside of the page: by a media key, a phone call or the system.
   * `RoomSession.resumeAudio()` starts it again.
   */
  readonly audioPaused: boolean;
  /**
   * Whether no audio reaches this browser although somebody is on stage, as behind a firewall that blocks UDP. The
   * session keeps trying. Whoever can't receive can hardly be heard, either.
   */
  readonly receptionBlocked: boolean;
  /** The output that plays the room: the browser's `deviceId`; empty for the system's default. */
  readonly outputId: string;
  /** Whether the chosen output is gone. The default plays until it comes back. */
  readonly outputLost: boolean;
  /** Undefined until the phase is `left`. */
  readonly leftReason: LeftReason | undefined;
  /** The name of the host who removed this participant, if it is known. */
  readonly removedBy: string | undefined;
  /** The last failure that concerns the person. The next success clears it. `message` is in English, for developers. */
  readonly error: { readonly code: RoomErrorCode; readonly message: string } | undefined;
}
