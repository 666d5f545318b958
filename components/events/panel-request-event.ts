/** What opens over the room. */
export type Panel = 'about' | 'appearance' | 'invite' | 'keys' | 'more' | 'settings';

/** Asks to open one of the room's dialogs. */
export class PanelRequestEvent extends Event {
  readonly panel: Panel;

  constructor(panel: Panel) {
    super('panel-request', { bubbles: true, composed: true });
    this.panel = panel;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'panel-request': PanelRequestEvent;
  }
}
