/** How a room looks. `system` follows the browser's colour scheme. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast';

/** The theme that was stored; `system` if there is none. */
export function themeOf(stored: string | undefined): Theme {
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system';
}

/**
 * The attribute of a theme: none for the default, which a server that renders the page does not write either, so that
 * whatever hydrates the page finds what it expects.
 */
export const themeAttribute = (theme: unknown): unknown => (theme === 'system' ? null : theme);

/** Asks for another theme. The page around may want to follow. */
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
