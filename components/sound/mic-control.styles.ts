import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }

  .control {
    display: inline-flex;
    border-radius: 999px;
    background: var(--_surface);
  }

  :host([muted]) .control {
    background: var(--_danger-soft);
  }

  button {
    --_button: transparent;
    --_icon-gap: var(--_surface);
  }

  :host([muted]) button {
    --_icon-gap: var(--_danger-soft);
    color: var(--_danger);
  }

  .toggle {
    position: relative;
    padding-inline: 1em 0.7em;
  }

  .devices {
    padding: 0;
    min-inline-size: 40px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .label {
    min-inline-size: 4.2em;
    text-align: start;
  }

  :host([compact]) .label {
    display: none;
  }

  /* A line under the icon that grows with the voice and shows that the microphone works. */
  .level {
    position: absolute;
    inset-inline: 1.1em;
    inset-block-end: 5px;
    block-size: 3px;
    inline-size: 1.2em;
    border-radius: 2px;
    background: var(--_accent);
    transform: scaleX(var(--level, 0));
    transform-origin: 50% 50%;
  }

  @media (forced-colors: active) {
    :host([muted]) button {
      --_icon-gap: ButtonFace;
    }

    .level {
      background: ButtonText;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .level {
      transition: none;
    }
  }
`;
