import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../components/shared/controls.styles.ts';
import { tokens } from '../components/shared/design-tokens.styles.ts';
import { OpenRoomEvent } from './open-room-event.ts';
import { roomIdIn } from './page-routes.ts';
import { siteTexts, type SiteTexts } from './site-texts.ts';
import { styles } from './join-by-link.styles.ts';

/**
 * @summary A field for an invite link.
 * @fires open-room - The visitor pasted a link to a room.
 */
@customElement('join-by-link')
export class JoinByLink extends LitElement {
  static override styles = [tokens, controls, styles];

  @query('input') private input!: HTMLInputElement;

  @state() private wrong = false;

  /** What the element says. */
  @property({ attribute: false }) texts: SiteTexts = siteTexts.en;

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const roomId = roomIdIn(this.input.value);
    this.wrong = roomId === undefined;
    if (roomId !== undefined) this.dispatchEvent(new OpenRoomEvent(roomId));
    else this.input.focus();
  }

  protected override render() {
    const { texts, wrong } = this;
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
            aria-invalid=${wrong ? 'true' : 'false'}
            aria-describedby=${wrong ? 'problem' : nothing}
          />
          <button class="quiet" type="submit">${texts.open}</button>
        </div>
        ${wrong ? html`<p class="problem" id="problem" role="alert">${texts.wrongLink}</p>` : nothing}
      </form>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-by-link': JoinByLink;
  }
}
