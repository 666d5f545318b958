import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Room } from '../src/api/schemas.ts';
import type { Microphone } from '../src/client/microphone.ts';
import { controls } from './controls.styles.ts';
import { type Panel, PanelRequestEvent } from './events/panel-request-event.ts';
import { icons } from './icons.ts';
import './invite-panel.ts';
import './room-dialog.ts';
import './sound-settings.ts';
import { en } from './texts/en.ts';
import { fill, type Texts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';

/**
 * @summary The dialogs over a room, one at a time.
 * @fires close - The dialog was closed. Does not bubble.
 * @fires panel-request - The person chose another dialog from the menu.
 */
@customElement('room-panels')
export class RoomPanels extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      .menu {
        display: grid;
        gap: 8px;
      }

      .menu button {
        justify-content: flex-start;
        min-block-size: 52px;
        border-radius: 16px;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 12px 16px;
        margin: 0;
      }

      dd {
        margin: 0;
      }

      kbd {
        display: inline-block;
        min-inline-size: 2.4em;
        padding: 0.25em 0.7em;
        border: 1px solid var(--_line);
        border-block-end-width: 3px;
        border-radius: 8px;
        background: var(--_surface);
        font: inherit;
        font-weight: 600;
        text-align: center;
      }
    `,
  ];

  /** Which dialog is open. */
  @property({ attribute: false }) panel: Panel | undefined;

  /** The room that "about" tells of. */
  @property({ attribute: false }) room: Room | undefined;

  /** The microphone to set up. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The speaker in use; empty: the system's. */
  @property({ attribute: 'speaker-id' }) speakerId = '';

  /** The address that people are invited to. */
  @property() link = '';

  /** What the element says; see `texts/en.ts`. */
  @property({ attribute: false }) texts: Texts = en;

  private time(iso: string): string {
    return new Intl.DateTimeFormat(this.texts.language, { timeStyle: 'short' }).format(
      new Date(iso),
    );
  }

  private renderMenu() {
    const { texts } = this;
    const entries = [
      ['invite', icons.invite, texts.invite],
      ['settings', icons.settings, texts.settings],
      ['keys', icons.keys, texts.keys],
      ['about', icons.info, texts.about],
    ] as const;
    return html`
      <div class="menu">
        ${entries.map(
          ([panel, icon, name]) => html`
            <button type="button" @click=${() => this.dispatchEvent(new PanelRequestEvent(panel))}>
              ${icon}${name}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderKeys() {
    const { texts } = this;
    return html`
      <dl>
        <dt><kbd>M</kbd></dt>
        <dd>${texts.keyMute}</dd>
        <dt><kbd>${texts.keySpace}</kbd></dt>
        <dd>${texts.keyTalk}</dd>
        <dt><kbd>?</kbd></dt>
        <dd>${texts.keyHelp}</dd>
      </dl>
    `;
  }

  private renderAbout() {
    const { texts, room } = this;
    return html`
      <p>${texts.aboutText}</p>
      ${
        room
          ? html`
              <p>
                ${fill(texts.aboutOpened, { time: this.time(room.createdAt) })}<br />
                ${fill(texts.aboutClosed, { time: this.time(room.expiresAt) })}
              </p>
            `
          : nothing
      }
    `;
  }

  private renderPanel() {
    const { texts } = this;
    switch (this.panel) {
      case 'about':
        return this.renderAbout();
      case 'invite':
        return html`<invite-panel link=${this.link} .texts=${texts}></invite-panel>`;
      case 'keys':
        return this.renderKeys();
      case 'more':
        return this.renderMenu();
      case 'settings':
        return html`
          <sound-settings
            .microphone=${this.microphone}
            speaker-id=${this.speakerId}
            .texts=${texts}
          ></sound-settings>
        `;
      default:
        return nothing;
    }
  }

  private get heading(): string {
    const { panel, texts } = this;
    if (panel === undefined) return '';
    return panel === 'invite' ? texts.inviteTitle : texts[panel];
  }

  protected override render() {
    return html`
      <room-dialog
        ?open=${this.panel !== undefined}
        heading=${this.heading}
        .texts=${this.texts}
        @close=${() => this.dispatchEvent(new Event('close'))}
      >
        ${this.renderPanel()}
      </room-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-panels': RoomPanels;
  }
}
