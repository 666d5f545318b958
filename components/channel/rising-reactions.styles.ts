import { css } from 'lit';

export const styles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: 1;
    overflow: hidden;
    pointer-events: none;
    contain: strict;
  }

  .rising {
    position: absolute;
    display: flex;
    align-items: center;
    gap: 2px;
    font-size: 30px;
    line-height: 1;
    animation: rise 3.6s ease-out both;
    will-change: transform, opacity;
  }

  small {
    padding: 2px 7px;
    border-radius: 999px;
    background: var(--_surface);
    font-size: 14px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .counts {
    display: none;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translate(-50%, -50%) scale(0.4);
    }

    12% {
      opacity: 1;
      transform: translate(-50%, -90%) scale(1.15);
    }

    70% {
      opacity: 1;
    }

    to {
      opacity: 0;
      transform: translate(calc(-50% + var(--_sway, 0px)), calc(-50% - 180px)) scale(1);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .rising {
      display: none;
    }

    .counts {
      position: absolute;
      inset-block-end: 8px;
      inset-inline: 8px;
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 4px 14px;
      inline-size: fit-content;
      margin: 0 auto;
      padding: 6px 16px;
      border-radius: 999px;
      background: var(--_surface);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      box-shadow: 0 2px 12px rgb(0 0 0 / 0.2);
    }
  }
`;
