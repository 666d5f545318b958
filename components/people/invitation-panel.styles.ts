import { css } from 'lit';

export const styles = css`
  p {
    margin: 0 0 16px;
  }

  .actions {
    display: grid;
    gap: 10px;
  }

  .actions button {
    min-block-size: 52px;
  }

  /* The dialog is its card. */
  audio-room-mic-check {
    --audio-room-padding: 0px;
  }

  audio-room-mic-check::part(card) {
    padding: 0;
    border: 0;
    box-shadow: none;
  }
`;
