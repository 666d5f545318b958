import type { AudioRoom } from './audio-room.ts';
import type { LevelMeter } from './level-meter.ts';
import type { MicControl } from './mic-control.ts';
import type { ParticipantFace } from './participant-face.ts';
import type { ParticipantTile } from './participant-tile.ts';
import type { RoomChangeEvent } from './events/room-change-event.ts';
import type { RoomCreatedEvent } from './events/room-created-event.ts';
import type { RoomErrorEvent } from './events/room-error-event.ts';
import type { RoomLeftEvent } from './events/room-left-event.ts';

/** Properties that a page may set, and what every element takes. */
type Props<Element extends HTMLElement> = Partial<Omit<Element, keyof HTMLElement | 'session'>> & {
  class?: string;
  className?: string;
  id?: string;
  lang?: string;
  slot?: string;
  hidden?: boolean;
  children?: unknown;
  ref?: unknown;
  key?: string | number;
};

interface RoomListeners {
  'onroom-change'?: (event: RoomChangeEvent) => void;
  'onroom-created'?: (event: RoomCreatedEvent) => void;
  'onroom-error'?: (event: RoomErrorEvent) => void;
  'onroom-left'?: (event: RoomLeftEvent) => void;
}

/**
 * The elements as tags in JSX and in Vue's templates. React 19 sets their properties and `on…` listeners by itself.
 * Tell the framework once, in any declaration file:
 *
 *     declare module 'react' {
 *       namespace JSX { interface IntrinsicElements extends AudioRoomElements {} }
 *     }
 *     declare module 'vue' { interface GlobalComponents extends AudioRoomElements {} }
 */
export interface AudioRoomElements {
  'audio-room': Props<AudioRoom> & RoomListeners;
  'level-meter': Props<LevelMeter>;
  'mic-control': Props<MicControl>;
  'participant-face': Props<ParticipantFace>;
  'participant-tile': Props<ParticipantTile>;
}
