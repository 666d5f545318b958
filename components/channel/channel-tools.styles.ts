import { css } from 'lit';

/** The styles of {@link channelTools}, for the element that shows them. */
export const channelToolStyles = css`
  .chat-opener {
    position: relative;
    padding-inline: 0.9em;
  }

  .unread {
    min-inline-size: 1.7em;
    padding: 0.1em 0.5em;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.85em;
    font-variant-numeric: tabular-nums;
  }

  @container (max-width: 700px) {
    .chat-opener .word {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .unread {
      border: 1px solid CanvasText;
    }
  }
`;
