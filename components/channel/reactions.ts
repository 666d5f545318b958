import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ReactionKind } from '../../src/api/channel.ts';
import { ReactionRequestEvent } from '../events/reaction-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import * as icons from './channel-icons.ts';
import { type Obstacle, obstacleText } from './obstacle.ts';
import { emoji, kinds } from './reaction-kinds.ts';
import { styles } from './reactions.styles.ts';

/**
 * @summary The bar of reactions. Where there is little room, a button opens it.
 * @fires reaction-request - The person asked to react.
 * @csspart bar - The bar.
 */
@customElement('audio-room-reactions')
export class Reactions extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  #listening: AbortController | undefined;

  @query('.opener') private opener!: HTMLElement;

  /** Whether the bar is open where a button opens it. */
  @state() private isOpen = false;

  /** Why the person can't react at the moment. */
  @property({ attribute: false }) obstacle: Obstacle | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.open(false);
  }

  private open(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.#listening?.abort();
    if (!isOpen) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const closeOutside = (event: Event): void => {
      if (!event.composedPath().includes(this)) this.open(false);
    };
    this.ownerDocument.addEventListener('pointerdown', closeOutside, { signal });
    this.ownerDocument.addEventListener('focusin', closeOutside, { signal });
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.open(false);
    this.opener.focus();
  }

  private react(kind: ReactionKind): void {
    if (!this.obstacle) this.dispatchEvent(new ReactionRequestEvent(kind));
  }

  protected override render() {
    const { isOpen, obstacle } = this;
    const texts = this.#texts.value;
    const why = obstacle && obstacleText(texts, obstacle);
    return html`
      <div class="all" @keydown=${this.handleKey}>
        <button
          class="opener quiet round"
          type="button"
          title=${texts.reactions}
          aria-label=${texts.reactions}
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => this.open(!isOpen)}
        >
          ${icons.react()}
        </button>
        <div
          class="bar ${isOpen ? 'open' : ''}"
          part="bar"
          role="group"
          aria-label=${texts.reactions}
        >
          ${kinds.map(
            (kind, i) => html`
              <button
                class="bare round"
                type="button"
                title=${why ?? `${texts.reactionNames[kind]} (${i + 1})`}
                aria-label=${texts.reactionNames[kind]}
                aria-disabled=${obstacle ? 'true' : nothing}
                @click=${() => this.react(kind)}
              >
                <span aria-hidden="true">${emoji[kind]}</span>
              </button>
            `,
          )}
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-reactions': Reactions;
  }
}
