import type { AudioRoomComponents, AudioRoomElements } from 'audio-rooms/jsx';

// What a project of yours says once, so that its JSX and its templates know the elements.
declare module 'react' {
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it adds to the framework's own
    interface IntrinsicElements extends AudioRoomElements {}
  }
}

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it adds to the framework's own
  interface GlobalComponents extends AudioRoomComponents {}
}
