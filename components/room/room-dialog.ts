import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import * as icons from '../shared/icons.ts';
import { en } from '../texts/en.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';

/**
 * @summary A dialog over the room. The browser's own: it holds the focus, closes with Escape and gives the focus back.
 * @slot - What it shows.
 * @fires close - It was closed. Does not bubble.
 * @csspart dialog - The card.
 */
@customElement('room-dialog')
export class RoomDialog extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
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
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('h2') private titleElement!: HTMLElement;

  /** Shown as a modal dialog. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** Its title. */
  @property() heading = '';

  /** What the element says; see `texts/en.ts`. */
  @property({ attribute: false }) texts: Texts = en;

  protected override updated(): void {
    if (this.open && !this.dialog.open) {
      this.dialog.showModal();
      // Its title first: a screen reader says where one is, and no button is pressed by a stray Enter.
      this.titleElement.focus();
    }
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  private handleClose(): void {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  }

  private handleClick(event: MouseEvent): void {
    // The dialog itself is only hit where none of its content is: on the backdrop or its own rim.
    if (event.target !== this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!inside) this.dialog.close();
  }

  protected override render() {
    // Keyboards close it with Escape; the click is for the backdrop alone.
    /* eslint-disable lit-a11y/click-events-have-key-events */
    return html`
      <dialog
        part="dialog"
        aria-labelledby="heading"
        @close=${this.handleClose}
        @click=${this.handleClick}
      >
        <header>
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <button
            class="bare round"
            type="button"
            title=${this.texts.close}
            aria-label=${this.texts.close}
            @click=${() => this.dialog.close()}
          >
            ${icons.close()}
          </button>
        </header>
        <slot></slot>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-dialog': RoomDialog;
  }
}
