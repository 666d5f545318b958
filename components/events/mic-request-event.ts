/** Asks to mute or unmute this browser's microphone. */
export class MicRequestEvent extends Event {
  readonly muted: boolean;

  constructor(muted: boolean) {
    super('mic-request', { bubbles: true, composed: true });
    this.muted = muted;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'mic-request': MicRequestEvent;
  }
}
