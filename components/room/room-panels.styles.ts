import { css } from 'lit';

export const styles = css`
  p {
    margin: 0 0 10px;
  }

  .menu {
    display: grid;
    gap: 8px;
  }

  .menu button {
    justify-content: flex-start;
    min-block-size: 52px;
    border-radius: 16px;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  dl + .choice {
    margin-block-start: 14px;
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 12px 16px;
    margin: 0;
  }

  dd {
    margin: 0;
  }

  kbd {
    display: inline-block;
    min-inline-size: 2.4em;
    padding: 0.25em 0.7em;
    border: 1px solid var(--_line);
    border-block-end-width: 3px;
    border-radius: 8px;
    background: var(--_quiet);
    font: inherit;
    font-weight: 600;
    text-align: center;
  }
`;
