import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-block-size: 0;
  }

  p {
    margin: 0;
  }

  .log {
    flex: 1 1 0;
    min-block-size: 5em;
    overflow: auto;
    overscroll-behavior: contain;
    margin-inline: -8px;
    padding-inline: 8px;
    border-radius: 10px;
  }

  .log:focus-visible {
    outline-offset: -3px;
  }

  ul {
    margin: 10px 0 4px;
    padding: 0;
    /* Not "none", with which Safari no longer announces it as a list. */
    list-style-type: '';
  }

  .newest {
    position: relative;
    z-index: 1;
    flex: none;
    align-self: center;
    margin-block: -52px 0;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.25);
  }

  .why {
    padding: 8px 14px;
    border-radius: 14px;
    background: var(--_quiet);
  }

  .why:empty {
    position: absolute;
    padding: 0;
  }

  @media (forced-colors: active) {
    .why:not(:empty) {
      border: 1px solid CanvasText;
    }
  }
`;
