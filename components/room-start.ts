import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { card } from './card.styles.ts';
import { controls } from './controls.styles.ts';
import { CreateRequestEvent } from './events/create-request-event.ts';
import './name-field.ts';
import type { NameField } from './name-field.ts';
import { enStart } from './texts/en-start.ts';
import type { StartTexts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';

/**
 * @summary A name and a button: creates a room.
 * @slot - Under the button, such as another way in.
 * @fires create-request - The person asked for a room.
 */
@customElement('room-start')
export class RoomStart extends LitElement {
  static override styles = [tokens, controls, card];

  @query('name-field') private field!: NameField;

  /** The name to begin with. */
  @property() name = '';

  /** The room is being created. */
  @property({ type: Boolean }) busy = false;

  /** Why it could not be created; empty: no problem. */
  @property() problem = '';

  /** What the element says; see `texts/en-start.ts`. */
  @property({ attribute: false }) texts: StartTexts = enStart;

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const name = this.field.check();
    if (name !== undefined && !this.busy) this.dispatchEvent(new CreateRequestEvent(name));
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  protected override render() {
    const { texts, busy } = this;
    return html`
      <div class="card">
        <form class="actions" novalidate @submit=${this.handleSubmit}>
          <name-field .value=${this.name} .texts=${texts}></name-field>
          <button
            class="primary"
            type="submit"
            aria-disabled=${busy ? 'true' : 'false'}
            aria-describedby="hint"
          >
            ${busy ? texts.creating : texts.createRoom}
          </button>
          <p class="hint" id="hint">${texts.createHint}</p>
          ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
        </form>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-start': RoomStart;
  }
}
