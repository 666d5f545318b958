import { type CSSResultGroup, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { card } from '../shared/card.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import './name-field.ts';
import type { NameField } from './name-field.ts';
import { enStart } from '../texts/en-start.ts';
import type { StartTexts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';

/** What the ways into a room share: a name, a button, and the reason why it did not work. */
export abstract class WayIn extends LitElement {
  static override styles: CSSResultGroup = [tokens, controls, card];

  @query('name-field') protected field!: NameField;

  /** The name to begin with. */
  @property() name = '';

  /** On the way in. */
  @property({ type: Boolean }) busy = false;

  /** Why it did not work; empty: no problem. */
  @property() problem = '';

  /** What the element says; see `texts/en-start.ts`. */
  @property({ attribute: false }) texts: StartTexts = enStart;

  /** Asks under the name in the field; where that can't be shown, says why instead. */
  protected ask(request: (name: string) => Event): void {
    const name = this.field.check();
    if (name !== undefined && !this.busy) this.dispatchEvent(request(name));
  }

  /**
   * @param request - What the first button and Enter ask for.
   * @param label - What that button says.
   * @param more - What stands under it.
   */
  protected renderForm(
    request: (name: string) => Event,
    label: string,
    more: TemplateResult,
  ): TemplateResult {
    const { texts, busy } = this;
    const handleSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      this.ask(request);
    };
    return html`
      <form class="actions" novalidate @submit=${handleSubmit}>
        <name-field .value=${this.name} .texts=${texts}></name-field>
        <button
          class="primary"
          type="submit"
          aria-disabled=${busy ? 'true' : 'false'}
          aria-describedby="hint"
        >
          ${label}
        </button>
        ${more}
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      </form>
      <slot></slot>
    `;
  }
}
