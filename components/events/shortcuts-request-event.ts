/** Asks to turn keyboard shortcuts on or off. */
export class ShortcutsRequestEvent extends Event {
  readonly on: boolean;

  constructor(on: boolean) {
    super('shortcuts-request', { bubbles: true, composed: true });
    this.on = on;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'shortcuts-request': ShortcutsRequestEvent;
  }
}
