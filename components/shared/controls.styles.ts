import { css } from 'lit';

/** Buttons and fields. */
export const controls = css`
  button,
  .button {
    --_icon-gap: var(--_button, var(--_surface));
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 44px;
    min-inline-size: 44px;
    margin: 0;
    padding: 0.5em 1.1em;
    border: 1px solid var(--_edge);
    border-radius: 999px;
    background: var(--_button, var(--_surface));
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition: filter 0.15s;
  }

  button:hover:not([aria-disabled='true']),
  .button:hover {
    filter: brightness(0.94);
  }

  button:active:not([aria-disabled='true']) {
    filter: brightness(0.88);
  }

  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }

  .primary {
    --_button: var(--_accent);
    color: var(--_on-accent);
  }

  .soft {
    --_button: var(--_accent-soft);
    color: var(--_accent);
  }

  .danger {
    --_button: var(--_danger-soft);
    color: var(--_danger);
  }

  .quiet {
    --_button: var(--_quiet);
  }

  .bare {
    --_button: transparent;
    --_icon-gap: var(--_canvas);
  }

  .round {
    padding: 0;
    inline-size: 44px;
    block-size: 44px;
  }

  label {
    font-weight: 600;
  }

  input[type='text'],
  input[type='url'],
  input:not([type]),
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 48px;
    padding: 0.5em 0.9em;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_surface);
    color: var(--_ink);
    font: inherit;
    /* iOS zooms into a focused field whose text is smaller than 16 px. */
    font-size: max(1em, 16px);
  }

  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }

  /* A checkbox or radio button with its name. */
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    font-weight: 400;
  }

  .hint {
    margin: 0;
    color: var(--_ink-soft);
    font-size: 0.9em;
  }

  .error {
    margin: 0;
    color: var(--_danger);
    font-weight: 600;
  }

  @media (prefers-color-scheme: dark) {
    button:hover:not([aria-disabled='true']),
    .button:hover {
      filter: brightness(1.12);
    }
  }

  @media (forced-colors: active) {
    button,
    .button {
      border-color: ButtonText;
    }

    button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
      opacity: 1;
    }
  }
`;
