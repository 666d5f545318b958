import { css } from 'lit';

export const styles = css`
  p {
    margin: 0 0 6px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .actions button {
    flex: 1 1 auto;
  }
`;
