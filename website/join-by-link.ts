import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../components/shared/controls.styles.ts';
import { tokens } from '../components/shared/design-tokens.styles.ts';
import { OpenRoomEvent } from './open-room-event.ts';
import { roomIdIn } from './page-routes.ts';
import { en, type SiteTexts } from './site-texts-en.ts';
import { styles } from './join-by-link.styles.ts';

/**
 * @summary A field for a link to a room.
 * @fires open-room - The visitor submitted a link to a room.
 */
@customElement('join-by-link')
export class JoinByLink extends LitElement {
  static override styles = [tokens, controls, styles];

  @query('input') private input!: HTMLInputElement;

  @state() private isWrong = false;

  /** The texts of the element. */
  @property({ attribute: false }) texts: SiteTexts = en;

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const roomId = roomIdIn(this.input.value);
    this.isWrong = roomId === undefined;
    if (roomId !== undefined) this.dispatchEvent(new OpenRoomEvent(roomId));
    else this.input.focus();
  }

  protected override render() {
    const { texts, isWrong } = this;
    return html`
      <form novalidate @submit=${this.handleSubmit}>
        <label for="link">${texts.haveLink}</label>
        <div class="row">
          <input
            id="link"
            type="url"
            dir="ltr"
            autocomplete="off"
            placeholder="https://…/room/…"
            aria-invalid=${isWrong ? 'true' : 'false'}
            aria-describedby=${isWrong ? 'error' : nothing}
          />
          <button class="quiet" type="submit">${texts.open}</button>
        </div>
        ${isWrong ? html`<p class="error" id="error" role="alert">${texts.wrongLink}</p>` : nothing}
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-by-link': JoinByLink;
  }
}
