import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: 6px;
    text-align: start;
  }

  .row {
    display: flex;
    gap: 8px;
  }

  .row button {
    inline-size: 48px;
    block-size: 48px;
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
    border-width: 2px;
  }
`;
