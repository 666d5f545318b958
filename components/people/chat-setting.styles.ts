import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
  }

  label {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    font-weight: 400;
  }
`;
