import { html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RemovedPerson } from '../../src/client/snapshot.ts';
import { PersonRequestEvent } from '../events/person-request-event.ts';
import { RemovedRequestEvent } from '../events/removed-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { styles } from './removed-people.styles.ts';

/**
 * @summary Who was removed from the room, newest first, and a button to let each in again. Shows nothing if nobody was.
 * @fires removed-request - Asks for the list, when it is shown.
 * @fires person-request - A host lets somebody in again.
 */
@customElement('audio-room-removed-people')
export class RemovedPeople extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  #hadFocus = false;

  @query('h3') private heading!: HTMLElement | null;

  /** The people; undefined until they are known. */
  @property({ attribute: false }) people: readonly RemovedPerson[] | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.dispatchEvent(new RemovedRequestEvent());
  }

  protected override willUpdate(): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
  }

  protected override updated(): void {
    // The button that had it has gone with its person.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.heading?.focus();
  }

  private renderPerson({ id, name }: RemovedPerson) {
    const texts = this.#texts.value;
    return html`
      <li>
        <bdi class="who">${name ?? texts.nameUnknown}</bdi>
        <button
          class="quiet"
          type="button"
          aria-label=${fill(texts.letInAgainName, { name: name ?? texts.nameUnknown })}
          @click=${() => this.dispatchEvent(new PersonRequestEvent('let-in-again', id))}
        >
          ${texts.letInAgain}
        </button>
      </li>
    `;
  }

  protected override render() {
    const { people = [] } = this;
    if (people.length === 0) return nothing;
    return html`
      <section>
        <h3 tabindex="-1">${this.#texts.value.removedPeople}</h3>
        <ol>
          ${repeat(
            [...people].reverse(),
            ({ id }) => id,
            (person) => this.renderPerson(person),
          )}
        </ol>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-removed-people': RemovedPeople;
  }
}
