import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { type NameProblem, parseName } from '../../src/api/names.ts';
import { controls } from '../shared/controls.styles.ts';
import { friendlyName } from './friendly-name.ts';
import { dice } from './dice-icon.ts';
import { enStart } from '../texts/en-start.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { StartTexts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { styles } from './name-field.styles.ts';

/**
 * @summary The field for the name that other people see.
 * @fires input - The name changed.
 */
@customElement('audio-room-name-field')
export class NameField extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<StartTexts>(this, enStart);

  @query('input') private input!: HTMLInputElement;

  @state() private problem: NameProblem | undefined;

  /** The name as it was typed. */
  @property() value = '';

  /**
   * Checks the name.
   * @returns the name as the room will show it; undefined if it is not allowed. The field then says why and has the focus.
   */
  check(): string | undefined {
    const parsed = parseName(this.value);
    if ('name' in parsed) {
      this.problem = undefined;
      return parsed.name;
    }
    this.problem = parsed.problem;
    this.focus();
    return undefined;
  }

  private change(value: string): void {
    this.value = value;
    this.problem = undefined;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }

  private handleInput(event: Event): void {
    // The page gets the event of this element instead.
    event.stopPropagation();
    this.change(this.input.value);
  }

  /** Enter does not submit the form by itself, because the form is outside this element's shadow root. */
  private handleKey(event: KeyboardEvent): void {
    // While an input method editor is open, Enter picks a word.
    if (event.key === 'Enter' && !event.isComposing) this.closest('form')?.requestSubmit();
  }

  override focus(options?: FocusOptions): void {
    this.input.focus(options);
  }

  private get problemText(): string {
    const texts = this.#texts.value;
    return this.problem === 'empty' ? texts.nameEmpty : texts.nameTooLong;
  }

  protected override render() {
    const { problem } = this;
    const texts = this.#texts.value;
    return html`
      <label for="name">${texts.yourName}</label>
      <div class="row">
        <input
          id="name"
          type="text"
          dir="auto"
          autocomplete="nickname"
          autocapitalize="words"
          spellcheck="false"
          required
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${problem ? 'error' : nothing}
          .value=${live(this.value)}
          @input=${this.handleInput}
          @keydown=${this.handleKey}
        />
        <button
          class="quiet round"
          type="button"
          title=${texts.otherName}
          aria-label=${texts.otherName}
          @click=${() => this.change(friendlyName(texts))}
        >
          ${dice()}
        </button>
      </div>
      ${problem ? html`<p class="error" id="error" role="alert">${this.problemText}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-name-field': NameField;
  }
}
