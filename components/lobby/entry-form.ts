import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import { card } from '../shared/card.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { RoomElement } from '../shared/room-element.ts';
import { enStart } from '../texts/en-start.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { StartTexts } from '../texts/texts.ts';
import './name-field.ts';
import type { NameField } from './name-field.ts';

/** What `<audio-room-start>` and `<audio-room-lobby>` share: a name, a button, and the reason if it did not work. */
export abstract class EntryForm extends RoomElement {
  static override styles: CSSResultGroup = [tokens, controls, card];

  readonly #texts = new TextsController<StartTexts>(this, enStart);

  @query('audio-room-name-field') protected field!: NameField;

  /** The name in the field. */
  @property() name = '';

  /** Whether the person is entering right now. */
  @property({ type: Boolean }) busy = false;

  /** Why entering failed. */
  @property({ attribute: false }) errorCode: RoomErrorCode | undefined;

  protected get texts(): StartTexts {
    return this.#texts.value;
  }

  /** Dispatches a request with the name in the field. If the name is not allowed, shows why instead. */
  protected request(requestFor: (name: string) => Event): void {
    const name = this.field.check();
    if (name !== undefined && !this.busy) this.dispatchEvent(requestFor(name));
  }

  /**
   * @param requestFor - Makes the event that the first button and the Enter key dispatch.
   * @param label - The label of that button.
   * @param more - The content below the button.
   */
  protected renderForm(
    requestFor: (name: string) => Event,
    label: string,
    more: TemplateResult,
  ): TemplateResult {
    const { busy, errorCode } = this;
    const handleSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      this.request(requestFor);
    };
    return html`
      <form class="actions" novalidate @submit=${handleSubmit}>
        <audio-room-name-field .value=${this.name}></audio-room-name-field>
        <button
          class="primary"
          type="submit"
          aria-disabled=${busy ? 'true' : 'false'}
          aria-describedby="hint"
        >
          ${label}
        </button>
        ${more}
        ${errorCode ? html`<p class="error" role="alert">${this.texts.errors[errorCode] ?? this.texts.errors.UNEXPECTED_ERROR}</p>` : nothing}
      </form>
      <slot></slot>
    `;
  }
}
