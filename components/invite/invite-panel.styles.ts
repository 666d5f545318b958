import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: 14px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .actions button {
    flex: 1 1 auto;
  }

  .qr {
    justify-self: center;
    inline-size: min(240px, 100%);
    padding: 28px; /* scanners need a margin of four modules */
    border-radius: var(--_radius);
    background: #fff;
    /* Black on white in forced colours and in browsers that darken pages, too: scanners read no inverted code. */
    forced-color-adjust: none;
    color-scheme: only light;
  }

  .qr svg {
    display: block;
    inline-size: 100%;
  }

  .told {
    min-block-size: 2.8em; /* as high as the hint, so that nothing below moves */
    margin: 0;
    font-weight: 600;
  }
`;
