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

  /* Not "display: none": screen readers may miss text in a region that has just appeared. */
  .status:empty {
    position: absolute;
  }

  .settings {
    text-align: start;
  }
`;
