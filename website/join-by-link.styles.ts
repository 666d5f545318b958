import { css } from 'lit';

export const styles = css`
  form {
    display: grid;
    gap: 6px;
    padding-block-start: 18px;
    border-block-start: 1px solid var(--_quiet);
    text-align: start;
  }

  .row {
    display: flex;
    gap: 8px;
  }
`;
