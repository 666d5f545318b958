import { css } from 'lit';

/**
 * For elements that a page may use: keeps out whatever the page's styles would pass down into them, such as
 * `text-transform` or `white-space`. First of an element's styles, since it also resets the host's own.
 */
export const pageReset = css`
  :host {
    all: initial;
    /* What a page hides, disables, makes larger or shows in dark stays so. */
    visibility: inherit;
    pointer-events: inherit;
    font-size: inherit;
    color-scheme: inherit;
    /* "all" leaves it out. It follows the page's "dir" attributes, as the language does. */
    direction: ltr;
  }

  :host(:dir(rtl)) {
    direction: rtl;
  }
`;
