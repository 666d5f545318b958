import { html } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { LowerHandsRequestEvent } from '../events/lower-hands-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { count, type Texts } from '../texts/texts.ts';
import { styles } from './lower-hands.styles.ts';

/**
 * @summary Lowers all hands. Asks before: the places in the queue can't be brought back.
 * @fires lower-hands-request - A host wants all hands lowered, and has confirmed it.
 */
@customElement('audio-room-lower-hands')
export class LowerHands extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('#ask') private askButton!: HTMLElement | null;
  @query('#no') private refuseButton!: HTMLElement | null;

  @state() private asking = false;

  /** How many hands are raised. */
  @property({ type: Number }) hands = 0;

  private async confirm(asking: boolean): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    (asking ? this.refuseButton : this.askButton)?.focus();
  }

  private lower(): void {
    this.asking = false;
    this.dispatchEvent(new LowerHandsRequestEvent());
  }

  protected override render() {
    const texts = this.#texts.value;
    if (!this.asking) {
      return html`
        <button id="ask" class="quiet" type="button" @click=${() => this.confirm(true)}>
          ${texts.lowerAllHands}
        </button>
      `;
    }
    return html`
      <div role="group" aria-labelledby="question">
        <p id="question">
          <strong>${count(texts, texts.lowerAllQuestion, this.hands)}</strong>
        </p>
        <div class="actions">
          <button class="danger" type="button" @click=${this.lower}>${texts.lowerAllHands}</button>
          <button id="no" class="quiet" type="button" @click=${() => this.confirm(false)}>
            ${texts.cancel}
          </button>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-lower-hands': LowerHands;
  }
}
