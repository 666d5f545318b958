import { html, nothing } from 'lit';
import { property, queryAll } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Reaction } from '../../src/client/snapshot.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { emoji, kinds } from './reaction-kinds.ts';
import { styles } from './rising-reactions.styles.ts';

// More would hide the stage.
const MOST = 20;

/**
 * @summary The reactions that rise over the room, each from whoever reacted. For people who want less motion, their count
 * instead. Takes no clicks and no room. Screen readers skip it.
 */
@customElement('audio-room-rising-reactions')
export class RisingReactions extends RoomElement {
  static override styles = [tokens, styles];

  readonly #placed = new WeakSet<HTMLElement>();

  @queryAll('.rising') private rising!: NodeListOf<HTMLElement>;

  /** The reactions of the last seconds, oldest first. */
  @property({ attribute: false }) reactions: readonly Reaction[] = [];

  /** From where the reaction of a participant rises. */
  @property({ attribute: false }) origin: (participantId: string) => Element | undefined = () =>
    undefined;

  protected override updated(): void {
    const shown = this.reactions.slice(-MOST);
    for (const [i, element] of [...this.rising].entries()) {
      const reaction = shown[i];
      if (!reaction || this.#placed.has(element)) continue;
      this.#placed.add(element);
      this.place(element, reaction);
    }
  }

  /** Not with a style attribute in the template, which a page's Content-Security-Policy may forbid. */
  private place(element: HTMLElement, { id, senderId }: Reaction): void {
    const box = this.getBoundingClientRect();
    const { left, top, width, height } = this.origin(senderId)?.getBoundingClientRect() ?? {
      ...{ left: box.left, top: box.bottom, width: box.width, height: 0 },
    };
    // Spreads those of one person.
    const spread = (hashOf(id) % 100) / 100 - 0.5;
    const x = left - box.left + width / 2 + spread * Math.min(width, 120);
    element.style.setProperty('left', `${Math.max(24, Math.min(x, box.width - 24))}px`);
    element.style.setProperty('top', `${top - box.top + height / 2}px`);
    element.style.setProperty('--_sway', `${Math.round(spread * 60)}px`);
  }

  private renderCounts() {
    const counts = kinds.map((kind) => {
      const ones = this.reactions.filter((reaction) => reaction.kind === kind);
      return [kind, ones.reduce((sum, { count }) => sum + count, 0)] as const;
    });
    return html`
      <p class="counts">
        ${counts.map(([kind, count]) => (count > 0 ? html`<span>${emoji[kind]} ${count}</span>` : nothing))}
      </p>
    `;
  }

  protected override render() {
    if (this.reactions.length === 0) return nothing;
    return html`
      <div aria-hidden="true">
        ${repeat(
          this.reactions.slice(-MOST),
          ({ id }) => id,
          ({ kind, count }) => html`
            <span class="rising">
              ${emoji[kind]}${count > 1 ? html`<small>×${count}</small>` : nothing}
            </span>
          `,
        )}
        ${this.renderCounts()}
      </div>
    `;
  }
}

/** The same number for the same text, spread evenly. */
function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-rising-reactions': RisingReactions;
  }
}
