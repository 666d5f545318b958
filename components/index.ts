// Every element that a page may want to place itself, and what it may want to listen to.
export { AudioRoom } from './audio-room/audio-room.ts';
export { LevelMeter } from './sound/level-meter.ts';
export { MicControl } from './sound/mic-control.ts';
export { ParticipantFace } from './stage/participant-face.ts';
export { ParticipantTile } from './stage/participant-tile.ts';
export { StageGrid } from './stage/stage-grid.ts';
export { MicRequestEvent } from './events/mic-request-event.ts';
export { PanelRequestEvent, type Panel } from './events/panel-request-event.ts';
export { RoomChangeEvent } from './events/room-change-event.ts';
export { RoomCreatedEvent } from './events/room-created-event.ts';
export { RoomErrorEvent } from './events/room-error-event.ts';
export { RoomLeftEvent } from './events/room-left-event.ts';
export { StageRequestEvent } from './events/stage-request-event.ts';
export { ThemeRequestEvent, type Theme } from './events/theme-request-event.ts';
export { languages, type StartTexts, type Texts } from './texts/texts.ts';
export { loadIvsSdk, loadIvsSdkFromAws, type IvsSdkLoader } from '../src/client/stage/ivs-sdk.ts';
export { RoomError, type RoomErrorCode } from '../src/client/room-error.ts';
export type { LeftReason, RoomParticipant, RoomSnapshot } from '../src/client/snapshot.ts';
