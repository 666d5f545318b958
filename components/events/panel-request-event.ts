/**
 * A dialog over the room. `more` is the menu that leads to the others on small screens, `host` is for hosts only, and
 * `chat` is beside the room where there is space.
 */
export type Panel =
  | 'about'
  | 'appearance'
  | 'chat'
  | 'host'
  | 'invitation'
  | 'invite'
  | 'keys'
  | 'more'
  | 'people'
  | 'settings';

/** Asks to open a dialog. */
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
