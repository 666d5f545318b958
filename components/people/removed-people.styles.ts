import { css } from 'lit';

export const styles = css`
  h3 {
    margin: 0 0 4px;
    font-size: 1em;
    font-weight: 600;
  }

  h3:focus {
    outline: none;
  }

  ol {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }

  .who {
    flex: 1 1 6em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;
