import type { LitElement } from 'lit';
import type { AudioRoom } from './audio-room/audio-room.ts';
import type { LevelMeter } from './sound/level-meter.ts';
import type { MicControl } from './sound/mic-control.ts';
import type { ParticipantFace } from './stage/participant-face.ts';
import type { ParticipantTile } from './stage/participant-tile.ts';
import type { MicRequestEvent } from './events/mic-request-event.ts';
import type { PanelRequestEvent } from './events/panel-request-event.ts';
import type { RoomChangeEvent } from './events/room-change-event.ts';
import type { RoomCreatedEvent } from './events/room-created-event.ts';
import type { RoomErrorEvent } from './events/room-error-event.ts';
import type { RoomLeftEvent } from './events/room-left-event.ts';
import type { ThemeRequestEvent } from './events/theme-request-event.ts';

/** Properties that a page may set, and what every element takes. */
type Props<Element extends HTMLElement> = Partial<
  Omit<Element, keyof LitElement | 'session' | 'movingParts'>
> & {
  className?: string;
  id?: string;
  lang?: string;
  title?: string;
  slot?: string;
  hidden?: boolean;
  tabIndex?: number;
  // Each framework has types of its own for these.
  class?: unknown;
  style?: unknown;
  children?: unknown;
  ref?: unknown;
  key?: string | number;
};

interface RoomEvents {
  'room-change': RoomChangeEvent;
  'room-created': RoomCreatedEvent;
  'room-error': RoomErrorEvent;
  'room-left': RoomLeftEvent;
  'theme-request': ThemeRequestEvent;
}

interface MicEvents {
  'mic-request': MicRequestEvent;
  'panel-request': PanelRequestEvent;
}

interface MeterEvents {
  heard: Event;
}

/** As React 19 listens: `onroom-left`. */
type JsxListeners<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void;
};

type Pascal<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** As Vue compiles `@room-left`: `onRoomLeft`. */
type VueListeners<Events> = {
  [Name in keyof Events & string as `on${Pascal<Name>}`]?: (event: Events[Name]) => void;
};

type VueElement<Props> = new () => { $props: Props };

/**
 * The elements as tags in JSX. React 19 sets their properties and `on…` listeners by itself.
 * Tell it once, in any declaration file:
 *
 *     declare module 'react' {
 *       namespace JSX { interface IntrinsicElements extends AudioRoomElements {} }
 *     }
 */
export interface AudioRoomElements {
  'audio-room': Props<AudioRoom> & JsxListeners<RoomEvents>;
  'level-meter': Props<LevelMeter> & JsxListeners<MeterEvents>;
  'mic-control': Props<MicControl> & JsxListeners<MicEvents>;
  'participant-face': Props<ParticipantFace>;
  'participant-tile': Props<ParticipantTile>;
}

/**
 * The elements as tags in Vue's templates. Tell it once, in any declaration file:
 *
 *     declare module 'vue' { interface GlobalComponents extends AudioRoomComponents {} }
 */
export interface AudioRoomComponents {
  'audio-room': VueElement<Props<AudioRoom> & VueListeners<RoomEvents>>;
  'level-meter': VueElement<Props<LevelMeter> & VueListeners<MeterEvents>>;
  'mic-control': VueElement<Props<MicControl> & VueListeners<MicEvents>>;
  'participant-face': VueElement<Props<ParticipantFace>>;
  'participant-tile': VueElement<Props<ParticipantTile>>;
}
