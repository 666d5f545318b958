import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }

  p {
    margin: 0;
  }

  .row {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }

  .below {
    justify-content: space-between;
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 46px;
    max-block-size: 8.5em;
    padding: 0.6em 0.9em;
    field-sizing: content;
    resize: none;
    border: 1px solid var(--_line);
    border-radius: 23px;
    background: var(--_surface);
    color: var(--_ink);
    font: inherit;
    /* iOS zooms into a focused field whose text is smaller than 16 px. */
    font-size: max(1em, 16px);
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  @supports not (field-sizing: content) {
    textarea {
      block-size: 4.4em;
    }
  }

  textarea::placeholder {
    color: var(--_ink-soft);
    opacity: 1;
  }

  /* The placeholder should not make the field grow. */
  textarea:placeholder-shown {
    block-size: 46px;
    field-sizing: fixed;
    overflow: hidden;
    white-space: nowrap;
  }

  .primary {
    flex: none;
    margin-block-end: 1px;
  }
`;
