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

  .settings {
    text-align: start;
  }
`;
