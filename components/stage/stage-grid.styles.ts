import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    place-items: center;
    min-block-size: 0;
    min-inline-size: 0;
    overflow: auto;
    scrollbar-gutter: auto;
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-content: center;
    gap: clamp(6px, 1.4vmin, 12px);
    margin: auto;
    padding: 0;
    /* Not "none", with which Safari no longer announces it as a list. */
    list-style-type: '';
  }

  li {
    animation: arrive 0.25s ease-out;
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: scale(0.9);
    }
  }

  .offer {
    flex-direction: column;
    gap: 0.3em;
    inline-size: var(--participant-tile-width, 180px);
    block-size: var(--participant-tile-height, 204px);
    container-type: size;
    padding: 4px;
    border: 2px dashed var(--_line);
    border-radius: var(--_radius);
    --_button: var(--_quiet);
    overflow: hidden;
    line-height: 1.25;
    text-wrap: balance;
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: clamp(32px, 30cqmin, 88px);
    aspect-ratio: 1;
    margin-block-end: 0.4em;
    border-radius: 50%;
    background: var(--_surface);
  }

  .join .sign {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .join.blocked .sign {
    background: var(--_danger-soft);
    color: var(--_danger);
  }

  .join.blocked .hint {
    display: block; /* in a small tile, too: it is a warning */
    color: var(--_danger);
  }

  .sign .icon {
    inline-size: 55%;
    block-size: 55%;
  }

  .hint {
    font-weight: 400;
  }

  @container (max-height: 130px) or (max-width: 130px) {
    .hint {
      display: none;
    }
  }

  @container (max-height: 90px) {
    .sign {
      inline-size: 28px;
      margin: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    li {
      animation: none;
    }
  }
`;
