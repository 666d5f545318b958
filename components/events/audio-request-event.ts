/** Asks to start the sound that the browser has blocked. Dispatch it while handling a click or a key press. */
export class AudioRequestEvent extends Event {
  constructor() {
    super('audio-request', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'audio-request': AudioRequestEvent;
  }
}
