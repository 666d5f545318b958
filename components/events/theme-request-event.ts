/** How the room may look. `system` follows the browser. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** Asks for another look. The page around may want to follow. */
export class ThemeRequestEvent extends Event {
  readonly theme: Theme;

  constructor(theme: Theme) {
    super('theme-request', { bubbles: true, composed: true });
    this.theme = theme;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'theme-request': ThemeRequestEvent;
  }
}
