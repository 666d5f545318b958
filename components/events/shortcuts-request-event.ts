/** Asks to use keyboard shortcuts, or not to. */
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
