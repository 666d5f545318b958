import { html } from 'lit';
import { property, query } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import * as icons from '../shared/icons.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { styles } from './room-dialog.styles.ts';

/**
 * @summary A dialog over the room, or beside it. Over the room it is modal and keeps the focus inside. It closes with Escape,
 * and gives the focus back.
 * @slot - The content.
 * @fires close - The dialog was closed. Does not bubble.
 * @csspart dialog - The card.
 */
@customElement('audio-room-dialog')
export class RoomDialog extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  /** What had the focus before. */
  #opener: HTMLElement | undefined;

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('h2') private titleElement!: HTMLElement;

  /** Whether the dialog is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** Shows it beside the rest, and not over it: it is not modal then. */
  @property({ type: Boolean, reflect: true }) beside = false;

  /** Gives the content all the height there is, so that it scrolls by itself. */
  @property({ type: Boolean, reflect: true }) tall = false;

  /** The title. */
  @property() heading = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.sync();
  }

  protected override updated(): void {
    this.sync();
  }

  private sync(): void {
    if (!this.open && this.dialog.open) this.dialog.close();
    if (!this.open || !this.isConnected) return;
    const isModal = this.dialog.matches(':modal');
    if (this.dialog.open && isModal !== this.beside) return;
    if (this.dialog.open) {
      // It was moved within the page, so it is no longer modal, and the focus is lost; or it changes its place.
      if (isModal) this.dialog.close();
      this.dialog.open = false; // without a `close` event
      this.#opener?.focus();
    } else {
      this.#opener = focusedIn(this.ownerDocument);
    }
    if (this.beside) this.dialog.show();
    else this.dialog.showModal();
    // A screen reader then reads the title first, and a stray Enter presses no button.
    this.titleElement.focus();
  }

  /** A dialog that is not modal does not close with Escape by itself. */
  private handleKey(event: KeyboardEvent): void {
    if (!this.beside || event.key !== 'Escape' || event.isComposing || event.defaultPrevented)
      return;
    this.dialog.close();
  }

  private handleClose(): void {
    if (this.dialog.open) return; // it has only changed its place
    this.open = false;
    this.dispatchEvent(new Event('close'));
  }

  private handleClick(event: MouseEvent): void {
    // A click that hits no content hits the dialog itself: its backdrop, or its padding.
    if (this.beside || event.target !== this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    const isInside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!isInside) this.dialog.close();
  }

  protected override render() {
    // The click is for the backdrop only.
    return html`
      <dialog
        part="dialog"
        aria-labelledby="heading"
        @close=${this.handleClose}
        @click=${this.handleClick}
        @keydown=${this.handleKey}
      >
        <header>
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <button
            class="bare round"
            type="button"
            title=${this.#texts.value.close}
            aria-label=${this.#texts.value.close}
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

/** The focused element, also in shadow roots. */
function focusedIn(root: DocumentOrShadowRoot): HTMLElement | undefined {
  const focused = root.activeElement as HTMLElement | null;
  return focused?.shadowRoot?.activeElement
    ? focusedIn(focused.shadowRoot)
    : (focused ?? undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-dialog': RoomDialog;
  }
}
