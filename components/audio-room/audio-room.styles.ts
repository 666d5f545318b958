import { css } from 'lit';

const contrast = css`
  --audio-room-canvas: light-dark(#ffffff, #000000);
  --audio-room-surface: light-dark(#ffffff, #000000);
  --audio-room-quiet: light-dark(#e4e4e4, #262626);
  --audio-room-ink: light-dark(#000000, #ffffff);
  --audio-room-ink-soft: light-dark(#1f1f1f, #eeeeee);
  --audio-room-line: light-dark(#000000, #ffffff);
  --audio-room-edge: light-dark(#000000, #ffffff);
  --audio-room-accent: light-dark(#00452f, #7dffcf);
  --audio-room-on-accent: light-dark(#ffffff, #000000);
  --audio-room-accent-soft: light-dark(#dcf7eb, #00291b);
  --audio-room-danger: light-dark(#7d0018, #ffc2cb);
  --audio-room-danger-soft: light-dark(#ffe6ea, #3a0009);
  --audio-room-focus: light-dark(#1a00b8, #e0d8ff);
`;

export const styles = css`
  :host {
    color-scheme: light dark;
    display: block;
    position: relative;
    container-type: inline-size;
    /* Where the page leaves the width to the content, which containment hides, as in a dialog: a card, and less on a phone. */
    contain-intrinsic-inline-size: clamp(280px, 60vw, 480px);
    max-inline-size: 100%;
    min-block-size: min(420px, 100dvh);
    block-size: 100%;
    overflow: auto;
    background: var(--_canvas);
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  @media (prefers-contrast: more) {
    :host {
      ${contrast}
    }
  }

  :host([theme='contrast']) {
    ${contrast}
  }

  audio-room-view {
    position: absolute;
    inset: 0;
  }
`;
