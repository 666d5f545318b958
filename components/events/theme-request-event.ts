/** How the room may look. `system` follows the browser. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** A stored theme; whatever else was stored is the system's. */
export function themeOf(stored: string | undefined): Theme {
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system';
}

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
