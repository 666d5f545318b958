import { css } from 'lit';

/** The card in the middle of the page that is shown before and after a visit. */
export const card = css`
  :host {
    display: grid;
    place-items: center;
    min-block-size: 100%;
    padding: min(var(--audio-room-padding, 20px), 5vw);
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px;
    inline-size: min(440px, 100%);
    padding: clamp(20px, 5vmin, 36px);
    border-radius: calc(var(--_radius) * 1.3);
    border: 1px solid var(--_edge);
    background: var(--_surface);
    box-shadow: 0 10px 40px rgb(40 20 60 / 0.08);
    text-align: center;
  }

  h2 {
    margin: 0;
    font-size: min(1.55em, 9.5vw);
    line-height: 1.2;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  h2:focus {
    outline: none;
  }

  p {
    margin: 0;
    text-wrap: pretty;
  }

  .faces {
    display: flex;
    justify-content: center;
  }

  /* A small tile around each face: its white rim would disappear on a white card. */
  .faces audio-room-participant-face {
    padding: var(--_rim);
    border-radius: calc(var(--_rim) * 2);
    background: var(--audio-room-participant-face-color);
  }

  .actions {
    display: grid;
    gap: 10px;
  }

  .actions button,
  .actions .button {
    min-block-size: 52px;
  }

  @media (forced-colors: active) {
    .card {
      border: 2px solid CanvasText;
    }
  }
`;
