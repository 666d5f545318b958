import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }

  :focus:not(:focus-visible) {
    outline: none;
  }

  #first {
    display: grid;
    gap: 6px;
  }

  h3 {
    margin: 0 0 4px;
    color: var(--_ink-soft);
    font-size: 0.9em;
  }

  h3:focus {
    outline: none;
  }

  ol {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  p {
    margin: 0;
  }

  .person {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-block-size: 44px;
  }

  audio-room-participant-face {
    --audio-room-participant-face-size: 32px;
    flex: none;
    padding: 3px;
    border-radius: 10px;
    background: var(--audio-room-participant-face-color);
  }

  .who {
    flex: 1 1 6em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .mark {
    display: inline-block;
    padding: 0 0.6em;
    border: 1px solid currentColor;
    border-radius: 999px;
    color: var(--_ink-soft);
    font-size: 0.8em;
    font-weight: 600;
    white-space: nowrap;
  }

  .soft-mark {
    color: var(--_ink-soft);
    font-size: 0.85em;
  }

  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block: 4px 10px;
  }

  .options p {
    flex: 1 1 100%;
  }

  .options button {
    flex: 1 1 auto;
  }
`;
