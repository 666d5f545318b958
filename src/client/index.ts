/**
 * Audio rooms without a user interface: join a room, listen, go on stage, and show it all in your own way.
 * Every export is part of the public interface; `docs/client.api.md` lists them with their types.
 *
 * @packageDocumentation
 */
export { RoomSession } from './session/room-session.ts';
export type {
  RoomSessionOptions,
  SessionCreateOptions,
  SessionJoinOptions,
} from './session/room-session.ts';
export type { RoomControls } from './session/room-controls.ts';
export type { HostControls } from './session/host-controls.ts';
export { SessionChangeEvent } from './session/session-change-event.ts';
export type {
  ChatMessage,
  ConnectionQuality,
  HostAsk,
  LeftReason,
  Reaction,
  RemovedPerson,
  RoomChannelSnapshot,
  RoomParticipant,
  RoomPeople,
  RoomPhase,
  RoomSnapshot,
} from './snapshot.ts';
export { RoomError } from './room-error.ts';
export type { RetryableErrorCode, RoomErrorCode, RoomErrorOptions } from './room-error.ts';
export { RoomApi } from './api/room-api.ts';
export type {
  ApiCall,
  CallOptions,
  CreateRequest,
  JoinRequest,
  RoomChanges,
  RoomSettings,
} from './api/room-api.ts';
export type {
  CreateRoomResponse,
  JoinRoomResponse,
  Participant,
  Role,
  Room,
  RoomDetails,
} from '../api/schemas.ts';
export type { ChannelRole, ReactionKind } from '../api/channel.ts';
export { Microphone } from './media/microphone.ts';
export type { MicrophoneSettings } from './media/request-microphone.ts';
export {
  MicrophoneChangeEvent,
  MicrophoneFoundEvent,
  MicrophoneLostEvent,
} from './media/microphone-events.ts';
export type { MicrophoneDevice } from './media/microphone-events.ts';
export { AudioLevels } from './media/audio-levels.ts';
export type { LevelWatcher } from './media/audio-levels.ts';
export { loadIvsSdk, loadIvsSdkFromAws } from './stage/ivs-sdk.ts';
export type { IvsSdk, IvsSdkLoader } from './stage/ivs-sdk.ts';
