import type { AudioRoomComponents, AudioRoomElements } from 'audio-rooms/jsx';

// A project declares this once. Its JSX and its templates then know the elements.
declare module 'react' {
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it extends the framework's interface
    interface IntrinsicElements extends AudioRoomElements {}
  }
}

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it extends the framework's interface
  interface GlobalComponents extends AudioRoomComponents {}
}
