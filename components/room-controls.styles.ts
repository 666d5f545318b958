import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  nav {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: 8px;
  }

  .side {
    display: flex;
    gap: 4px;
  }

  .end {
    justify-content: flex-end;
  }

  .bar {
    grid-column: 2;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 6px;
    border-radius: 999px;
    background: var(--_quiet);
  }

  .small {
    display: none;
  }

  @container (max-width: 680px) {
    nav {
      grid-template-columns: minmax(0, 1fr);
      justify-items: center;
    }

    .bar {
      grid-column: 1;
    }

    .side {
      display: none;
    }

    .small {
      display: inline-flex;
    }

    .leave .label {
      display: none;
    }

    .leave {
      padding: 0;
      inline-size: 44px;
    }
  }

  @container (max-width: 480px) {
    mic-control::part(label) {
      display: none;
    }
  }

  @container (max-width: 400px) {
    .bar {
      gap: 3px;
    }

    .stage {
      padding-inline: 0.8em;
    }
  }
`;
