import { html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { LeftReason } from '../../src/client/snapshot.ts';
import { card } from '../shared/card.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import '../stage/participant-face.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { styles } from './room-ended.styles.ts';

/**
 * @summary Shown after a visit, or in place of a room that nobody can enter: what happened, and what to do next.
 * @slot - Content below the buttons.
 * @fires again - The person wants to join again. Does not bubble.
 */
@customElement('audio-room-ended')
export class RoomEnded extends RoomElement {
  static override styles = [tokens, controls, card, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('h2') private heading!: HTMLElement;

  /** Why the visit ended. */
  @property({ attribute: false }) reason: LeftReason | undefined;

  /** Why nobody can enter the room. */
  @property({ attribute: false }) errorCode: RoomErrorCode | undefined;

  /** The name of the host who removed the person, if it is known. */
  @property({ attribute: false }) removedBy: string | undefined;

  /** Whether the room ended before its time, so that a host has ended it. */
  @property({ type: Boolean }) early = false;

  /** The participant whose face is shown. */
  @property({ attribute: 'participant-id' }) participantId = '';

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  protected override render() {
    const { reason = 'unknown', errorCode, removedBy } = this;
    const texts = this.#texts.value;
    const { title, advice } = errorCode
      ? { title: texts.cannotJoin, advice: texts.errors[errorCode] }
      : texts.left[reason];
    const canReturn = !errorCode && reason !== 'room-ended' && reason !== 'removed';
    const byHost = this.early && reason === 'room-ended' && !errorCode;
    return html`
      <div class="card">
        <div class="faces">
          <audio-room-participant-face
            participant-id=${this.participantId}
          ></audio-room-participant-face>
        </div>
        <h2 tabindex="-1">${byHost ? texts.endedByHost : title}</h2>
        <p>${removedBy ? fill(texts.removedBy, { name: removedBy }) : advice}</p>
        ${
          canReturn
            ? html`
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
            : nothing
        }
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-ended': RoomEnded;
  }
}
