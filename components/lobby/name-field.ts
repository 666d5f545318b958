import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { type NameProblem, parseName } from '../../src/api/names.ts';
import { controls } from '../shared/controls.styles.ts';
import { friendlyName } from './friendly-name.ts';
import { dice } from './dice-icon.ts';
import { enStart } from '../texts/en-start.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { StartTexts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { styles } from './name-field.styles.ts';

/**
 * @summary Where a person writes the name that the others see.
 * @fires input - The name is another.
 */
@customElement('name-field')
export class NameField extends LitElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<StartTexts>(this, enStart);

  @query('input') private input!: HTMLInputElement;

  @state() private problem: NameProblem | undefined;

  /** The name as it is written. */
  @property() value = '';

  /** The name as the room will show it; undefined, with the reason on screen and the focus there, if it can't be. */
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
    // The inner event would tell the page a second time.
    event.stopPropagation();
    this.change(this.input.value);
  }

  /** The form is outside of this element's shadow, so that Enter does not reach it by itself. */
  private handleKey(event: KeyboardEvent): void {
    // While an input method is composing, Enter chooses a word.
    if (event.key === 'Enter' && !event.isComposing) this.closest('form')?.requestSubmit();
  }

  override focus(options?: FocusOptions): void {
    this.input.focus(options);
  }

  private get sentence(): string {
    const texts = this.#texts.value;
    if (this.problem === 'empty') return texts.nameEmpty;
    return this.problem === 'too-long' ? texts.nameTooLong : texts.nameForbidden;
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
          aria-describedby=${problem ? 'problem' : nothing}
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
      ${problem ? html`<p class="problem" id="problem" role="alert">${this.sentence}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'name-field': NameField;
  }
}
