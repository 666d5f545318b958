import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { card } from '../shared/card.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import '../stage/participant-face.ts';
import { enStart } from '../texts/en-start.ts';
import type { StartTexts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';

/**
 * @summary The end of a visit, or a link that leads nowhere: why, and what to do next.
 * @slot - Under the buttons.
 * @fires again - The person wants to come back. Does not bubble.
 */
@customElement('room-ended')
export class RoomEnded extends LitElement {
  static override styles = [
    tokens,
    controls,
    card,
    css`
      .faces {
        --participant-face-size: 104px;
        --_rim: 13px;
      }
    `,
  ];

  @query('h2') private titleElement!: HTMLElement;

  /** What happened. */
  @property() heading = '';

  /** Why, and what helps. */
  @property() advice = '';

  /** Coming back can't help: the room is gone. */
  @property({ type: Boolean, attribute: 'no-return' }) noReturn = false;

  /** Whose face says goodbye. */
  @property({ attribute: 'participant-id' }) participantId = '';

  /** What the element says; see `texts/en-start.ts`. */
  @property({ attribute: false }) texts: StartTexts = enStart;

  override focus(options?: FocusOptions): void {
    this.titleElement.focus(options);
  }

  protected override render() {
    const { texts } = this;
    return html`
      <div class="card">
        <div class="faces">
          <participant-face participant-id=${this.participantId}></participant-face>
        </div>
        <h2 tabindex="-1">${this.heading}</h2>
        <p>${this.advice}</p>
        ${
          this.noReturn
            ? nothing
            : html`
                <div class="actions">
                  <button
                    class="primary"
                    type="button"
                    @click=${() => this.dispatchEvent(new Event('again'))}
                  >
                    ${texts.joinAgain}
                  </button>
                </div>
              `
        }
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-ended': RoomEnded;
  }
}
