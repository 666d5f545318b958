import { css } from 'lit';

/**
 * The colours, shapes and fonts that all elements share. Each private token takes its value from a public
 * `--audio-room-…` property if that is set, so that a page can theme one element or all of them. `light-dark()` follows
 * `color-scheme`, which the `theme` of `<audio-room>` sets.
 */
export const tokens = css`
  :host {
    --_canvas: var(--audio-room-canvas, light-dark(#f6f4f1, #17151c));
    --_surface: var(--audio-room-surface, light-dark(#ffffff, #25222c));
    --_quiet: var(--audio-room-quiet, light-dark(#e7e3de, #322e3a));
    --_ink: var(--audio-room-ink, light-dark(#1d1a22, #f5f2f8));
    --_ink-soft: var(--audio-room-ink-soft, light-dark(#5a5563, #b8b2c2));
    --_line: var(--audio-room-line, light-dark(#857f8d, #837d8e));
    --_edge: var(--audio-room-edge, transparent);
    --_accent: var(--audio-room-accent, light-dark(#0a6b4d, #56dcab));
    --_on-accent: var(--audio-room-on-accent, light-dark(#ffffff, #06281c));
    --_accent-soft: var(--audio-room-accent-soft, light-dark(#d4f0e4, #173d31));
    --_danger: var(--audio-room-danger, light-dark(#a31b35, #ff98a8));
    --_danger-soft: var(--audio-room-danger-soft, light-dark(#fbe0e4, #4b1a25));
    --_focus: var(--audio-room-focus, light-dark(#4527d8, #bcaeff));
    --_radius: var(--audio-room-radius, 22px);
    --_font: var(--audio-room-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    font-family: var(--_font);
    color: var(--_ink);
    line-height: 1.4;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    display: block;
    inline-size: 1.4em;
    block-size: 1.4em;
    flex: none;
  }

  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
`;
