import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    aspect-ratio: 1;
    inline-size: var(--audio-room-participant-face-size, 64px);
    --_hue: 0;
    --_back: oklch(0.36 0.1 var(--_hue));
    --_head: oklch(0.9 0.09 calc(var(--_hue) + 12));
    --_line: oklch(0.22 0.04 var(--_hue));
    --_cheek: oklch(0.75 0.14 calc(var(--_hue) + 25));
  }

  :host([tone='bright']) {
    --_back: oklch(0.32 0.09 var(--_hue));
    --_head: oklch(0.8 0.15 calc(var(--_hue) - 18));
    --_cheek: oklch(0.66 0.18 calc(var(--_hue) + 10));
  }

  :host([tone='deep']) {
    --_back: oklch(0.83 0.12 calc(var(--_hue) - 18));
    --_head: oklch(0.31 0.07 calc(var(--_hue) + 18));
    --_line: oklch(0.97 0.02 var(--_hue));
    --_cheek: oklch(0.55 0.15 calc(var(--_hue) + 25));
  }

  svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }

  .back {
    fill: var(--_back);
  }

  .head {
    fill: var(--_head);
  }

  .rim {
    fill: none;
    stroke: #fff;
    stroke-width: 3;
  }

  .ink {
    fill: var(--_line);
    stroke: none;
  }

  .pen {
    fill: none;
    stroke: var(--_line);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .white {
    fill: #fff;
  }

  .cheek {
    fill: var(--_cheek);
  }

  /* The mouth opens with the voice. */
  .mouth {
    transform-box: fill-box;
    transform-origin: 50% 0;
    transform: scale(calc(1 + var(--level, 0) * 0.12), calc(1 + var(--level, 0) * 1.1));
  }

  .eyes {
    transform-box: fill-box;
    transform-origin: 50% 50%;
  }

  /* Only while the person speaks: endless animations of all faces would keep the processor busy. */
  :host([awake]) .eyes {
    animation: blink 4s var(--_blink-delay, 0s) infinite;
  }

  @keyframes blink {
    0%,
    96%,
    100% {
      transform: none;
    }

    98% {
      transform: scaleY(0.1);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host([awake]) .eyes {
      animation: none;
    }

    .mouth {
      transform: none;
    }
  }
`;
