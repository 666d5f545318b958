import { css } from 'lit';

export const styles = css`
  .level {
    display: grid;
    gap: 10px;
  }

  .status {
    min-block-size: 2.8em;
    display: grid;
    place-items: center;
  }

  /* Not hidden: what is said when a region appears may not be read out. */
  .status:empty {
    position: absolute;
  }

  .settings {
    text-align: start;
  }
`;
