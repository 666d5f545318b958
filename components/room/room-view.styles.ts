import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    gap: clamp(6px, 1.6vmin, 14px);
    block-size: 100%;
    min-block-size: 0;
    padding: clamp(8px, 2vmin, 20px);
  }

  .top {
    display: grid;
    gap: 8px;
  }

  h2 {
    margin: 0;
    font-size: 1.2em;
    line-height: 1.25;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  h2:focus {
    outline: none;
  }

  .notices {
    display: grid;
    justify-items: center;
    gap: 8px;
  }

  .notice {
    display: flex;
    align-items: center;
    gap: 12px;
    max-inline-size: 620px;
    padding-block: 8px;
    padding-inline: 18px 8px;
    border: 1px solid var(--_edge);
    border-radius: 20px;
    background: var(--_surface);
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.12);
  }

  .notice p {
    margin: 0;
    padding-block: 6px;
    text-wrap: balance;
  }

  .notice.bad {
    background: var(--_danger-soft);
    color: var(--_danger);
    font-weight: 600;
  }

  .notice button {
    flex: none;
  }

  .notice .bare {
    --_button: transparent;
  }

  .plain {
    padding-inline: 18px;
  }

  .pill {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    justify-self: center;
    margin: 0;
    padding: 8px 18px;
    border-radius: 999px;
    background: var(--_surface);
    font-variant-numeric: tabular-nums;
  }

  /* No pill while the connection is good: it would look like a button. */
  .quality:not(.warning) {
    padding-inline: 4px;
    background: none;
    color: var(--_ink-soft);
  }

  .warning {
    background: var(--_danger-soft);
    color: var(--_danger);
    font-weight: 600;
  }

  .facts {
    container-type: inline-size;
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }

  .chat {
    position: absolute;
  }

  .chat[beside][open] {
    position: static;
    grid-row: 1 / span 4;
    grid-column: 2;
    inline-size: min(360px, 32cqi);
    min-block-size: 0;
    margin-inline-start: 10px;
  }

  @media (forced-colors: active) {
    .pill,
    .notice {
      border: 1px solid CanvasText;
    }
  }
`;
