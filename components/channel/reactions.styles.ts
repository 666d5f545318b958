import { css } from 'lit';

export const styles = css`
  /* Not positioned: where a button opens the bar, it lies above the row that the element is in. */
  .all {
    display: flex;
  }

  .opener {
    display: none;
  }

  .bar {
    display: flex;
    border-radius: 999px;
    background: var(--_surface);
  }

  .bar button {
    font-size: 1.35em;
    line-height: 1;
  }

  .bar button:active:not([aria-disabled='true']) {
    transform: scale(1.25);
  }

  @container (max-width: 700px) {
    .opener {
      display: inline-flex;
    }

    .bar {
      position: absolute;
      inset-inline: 0;
      inset-block-end: calc(100% + 6px);
      z-index: 2;
      flex-wrap: wrap;
      justify-content: center;
      inline-size: fit-content;
      max-inline-size: 100%;
      margin-inline: auto;
      padding: 4px;
      border: 1px solid var(--_edge);
      border-radius: 30px;
      box-shadow: 0 4px 20px rgb(0 0 0 / 0.25);
    }

    .bar:not(.open) {
      display: none;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .bar button {
      transition: transform 0.12s;
    }
  }

  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
  }
`;
