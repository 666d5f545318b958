import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  div {
    block-size: 14px;
    overflow: hidden;
    border-radius: 7px;
    background: var(--_quiet);
  }

  span {
    display: block;
    block-size: 100%;
    inline-size: calc(var(--level, 0) * 100%);
    border-radius: 7px;
    background: var(--_accent);
  }

  @media (forced-colors: active) {
    div {
      border: 1px solid CanvasText;
    }

    span {
      background: Highlight;
    }
  }
`;
