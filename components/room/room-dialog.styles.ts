import { css } from 'lit';

export const styles = css`
  dialog {
    inline-size: min(420px, 100dvw - 24px);
    max-block-size: min(640px, 100dvh - 24px);
    padding: 0 22px 24px;
    overflow: auto;
    border-radius: var(--_radius);
    border: 1px solid var(--_edge);
    background: var(--_surface);
    color: var(--_ink);
    box-shadow: 0 16px 60px rgb(0 0 0 / 0.3);
  }

  dialog::backdrop {
    background: rgb(15 10 25 / 0.5);
  }

  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-inline: -22px;
    padding-block: 14px 10px;
    padding-inline: 22px 14px;
    background: var(--_surface);
  }

  h2:focus {
    outline: none;
  }

  h2 {
    margin: 0;
    font-size: 1.2em;
  }

  @media (max-width: 480px) {
    dialog {
      margin-block-end: 12px;
    }
  }

  @media (max-width: 260px) {
    dialog {
      padding-inline: 12px;
    }

    header {
      margin-inline: -12px;
      padding-inline: 12px 6px;
    }
  }

  :host([tall]) dialog[open] {
    display: flex;
    flex-direction: column;
    block-size: min(640px, 100dvh - 24px);
    padding-block-end: 14px;
  }

  :host([tall]) ::slotted(*) {
    flex: 1 0 200px;
    min-block-size: 0;
  }

  :host([beside]) dialog[open] {
    position: static;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    box-shadow: none;
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: rise 0.18s ease-out;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }

  @media (forced-colors: active) {
    dialog {
      border: 2px solid CanvasText;
    }
  }
`;
