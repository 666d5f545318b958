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

  button {
    white-space: nowrap;
  }

  /* In right-to-left languages, the arrow points to the left. */
  .leave:dir(rtl) .icon {
    transform: scaleX(-1);
  }

  @container (max-width: 820px) {
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
      white-space: normal; /* breaks long labels into two lines */
    }
  }

  /* A phone at 200 % zoom: icons only, in as many rows as needed. */
  @container (max-width: 300px) {
    .bar {
      flex-wrap: wrap;
      justify-content: center;
      border-radius: 28px;
    }

    .stage {
      padding: 0;
    }

    .stage span {
      display: none;
    }
  }
`;
