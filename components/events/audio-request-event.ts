/** Asks to start the sound that the browser blocked; must come from a click or a key. */
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
