import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px;
  }

  form,
  section {
    display: grid;
    gap: 6px;
  }

  .row {
    display: flex;
    gap: 8px;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend,
  h3 {
    margin: 0;
    padding: 0;
    font-size: 1em;
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 6px;
  }

  .actions button {
    flex: 1 1 auto;
  }
`;
