import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    padding-block-start: 12px;
  }

  p {
    margin: 0;
  }

  .message {
    display: grid;
    grid-template-columns: 30px minmax(0, 1fr) auto;
    column-gap: 10px;
    align-items: start;
  }

  :host([goes-on]) {
    padding-block-start: 4px;
  }

  audio-room-participant-face {
    --audio-room-participant-face-size: 26px;
    grid-row: 1 / span 2;
    padding: 2px;
    border-radius: 9px;
    background: var(--audio-room-participant-face-color);
  }

  .goes-on audio-room-participant-face {
    visibility: hidden;
    block-size: 0;
    padding: 0;
  }

  .from {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    font-size: 0.9em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .from:not(.hidden) + .text {
    margin-block-start: 2px;
  }

  .mark {
    padding: 0 0.5em;
    border: 1px solid currentColor;
    border-radius: 999px;
    color: var(--_ink-soft);
    font-size: 0.85em;
    white-space: nowrap;
  }

  time {
    color: var(--_ink-soft);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }

  .text {
    grid-column: 2;
    justify-self: start;
    max-inline-size: 100%;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .own .text {
    padding: 4px 12px;
    border-radius: 14px;
    background: var(--_accent-soft);
  }

  a {
    color: inherit;
    unicode-bidi: isolate;
  }

  .round {
    grid-column: 3;
    grid-row: 1 / span 2;
    margin-block-start: -8px;
  }

  .goes-on .round {
    margin-block: -10px;
  }

  .options {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block: 6px;
  }

  @media (max-width: 260px) {
    .message {
      grid-template-columns: 0 minmax(0, 1fr) auto;
      column-gap: 0;
    }

    audio-room-participant-face {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .own .text {
      border: 1px solid CanvasText;
    }
  }
`;
