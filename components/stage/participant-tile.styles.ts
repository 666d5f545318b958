import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    inline-size: var(--participant-tile-width, 180px);
    block-size: var(--participant-tile-height, 204px);
    container-type: size;
    border-radius: var(--_radius);
    --_light: 0.66;
    --_chroma: 0.15;
    --_hue: 0;
  }

  .tile {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: 1fr auto / minmax(0, 1fr);
    justify-items: center;
    align-items: center;
    gap: 2cqb;
    padding: 7cqmin 5cqmin 8cqmin;
    overflow: hidden;
    border-radius: min(var(--_radius), 14cqmin);
    background: var(
      --participant-tile-color,
      linear-gradient(
        160deg,
        oklch(calc(var(--_light) + 0.035) var(--_chroma) calc(var(--_hue) + 6)),
        oklch(calc(var(--_light) - 0.02) var(--_chroma) var(--_hue))
      )
    );
  }

  :host([unheard]) .figure {
    opacity: 0.45;
  }

  .figure {
    position: relative;
    display: grid;
    place-items: center;
    --audio-room-participant-face-size: clamp(28px, 44cqmin, 180px);
  }

  .ring {
    position: absolute;
    inset: 0;
    border-radius: 50%;
    background: var(--participant-tile-ring, oklch(0.25 0.1 var(--_hue) / 0.3));
    transform: scale(calc(1 + var(--level, 0) * 0.62));
    will-change: transform;
  }

  .ring.outer {
    opacity: 0.5;
    transform: scale(calc(1 + var(--level, 0) * 1.1));
  }

  audio-room-participant-face {
    position: relative;
  }

  .name {
    position: relative; /* above the rings of a loud voice */
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.35em;
    max-inline-size: 100%;
    padding: 0.3em 0.8em;
    border-radius: 999px;
    background: #fff;
    color: #1d1a22;
    --_icon-gap: #fff;
    font-size: clamp(12px, 8cqmin, 17px);
    font-weight: 700;
    line-height: 1.35;
  }

  .name bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .you {
    flex: none;
    padding: 0.05em 0.5em;
    border-radius: 999px;
    background: #e7e3de;
    font-size: 0.8em;
  }

  .muted {
    flex: none;
    margin-inline-start: -0.25em;
    color: #a31b35;
  }

  .muted .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
  }

  /* A flat tile, as on a phone in landscape: face and name side by side. */
  @container (max-height: 96px) and (min-width: 120px) {
    .tile {
      grid-template: 1fr / auto minmax(0, 1fr);
      justify-items: start;
      column-gap: 10px;
    }

    .figure {
      --audio-room-participant-face-size: clamp(24px, 60cqb, 60px);
      margin-inline-start: 8cqb;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .ring,
    .ring.outer {
      transform: scale(1.25);
      opacity: 0;
    }

    :host([speaking]) .ring {
      opacity: 1;
    }
  }

  @media (forced-colors: active) {
    .tile {
      border: 2px solid CanvasText;
      background: Canvas;
    }

    .name {
      border: 1px solid CanvasText;
      background: Canvas;
      color: CanvasText;
      --_icon-gap: Canvas;
    }

    .muted {
      color: CanvasText;
    }

    .ring,
    .ring.outer {
      background: none;
      border: 2px solid CanvasText;
      opacity: 0;
    }

    :host([speaking]) .ring {
      opacity: 1;
    }

    :host([speaking]) .tile {
      border-color: Highlight;
      border-width: 4px;
    }
  }
`;
