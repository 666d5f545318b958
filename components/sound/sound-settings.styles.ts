import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: 16px;
  }

  .field {
    display: grid;
    gap: 6px;
  }

  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    font-weight: 400;
  }
`;
