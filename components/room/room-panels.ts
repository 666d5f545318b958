import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { controls } from '../shared/controls.styles.ts';
import { type Panel, PanelRequestEvent } from '../events/panel-request-event.ts';
import { ShortcutsRequestEvent } from '../events/shortcuts-request-event.ts';
import { type Theme, ThemeRequestEvent } from '../events/theme-request-event.ts';
import * as icons from '../shared/icons.ts';
import '../invite/invite-panel.ts';
import '../people/host-panel.ts';
import '../people/invitation-panel.ts';
import '../people/people-panel.ts';
import './room-dialog.ts';
import { styles } from './room-panels.styles.ts';
import { shortcutList } from './shortcut-list.ts';
import '../sound/sound-settings.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

/**
 * @summary The dialogs over a room. Shows one at a time.
 * @fires close - The dialog was closed. Does not bubble.
 * @fires panel-request - The person chose another dialog in the menu.
 * @fires room-settings-request - A host asked to change the room.
 * @fires room-end-request - A host asked to end the room.
 * @fires person-request - A host asked for something that concerns somebody else.
 * @fires hand-request - The person lowers their hand, or declines an invitation.
 * @fires stage-request - The person takes an invitation.
 * @fires theme-request - The person chose another theme.
 * @fires shortcuts-request - The person turned keyboard shortcuts on or off.
 */
@customElement('audio-room-panels')
export class RoomPanels extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  /** The dialog that is open. */
  @property({ attribute: false }) panel: Panel | undefined;

  /** The state of the room. */
  @property({ attribute: false }) snapshot: RoomSnapshot | undefined;

  /** The link that makes others hosts; empty if this person is none. */
  @property({ attribute: false }) hostLink = '';

  /** The microphone of the sound settings. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The id of the sound output in use; empty for the default one. */
  @property({ attribute: 'output-id' }) outputId = '';

  /** The link that invites people. */
  @property() link = '';

  /** The theme in use. */
  @property() theme: Theme = 'system';

  /** Whether keyboard shortcuts are off. */
  @property({ type: Boolean, attribute: 'no-keys' }) noKeys = false;

  /** A time as the clock of this machine will show it, right or wrong. @param at - A time of `performance.now()`. */
  private time(at: number): string {
    return new Intl.DateTimeFormat(this.#texts.value.language, { timeStyle: 'short' }).format(
      Date.now() + at - performance.now(),
    );
  }

  private renderMenu() {
    const texts = this.#texts.value;
    const entries = [
      ['people', icons.listeners(), texts.people] as const,
      ...(this.snapshot?.host ? [['host', icons.manage(), texts.host] as const] : []),
      ['invite', icons.invite(), texts.invite] as const,
      ['settings', icons.settings(), texts.settings] as const,
      ['appearance', icons.theme(), texts.appearance] as const,
      ['keys', icons.keys(), texts.keys] as const,
      ['about', icons.info(), texts.about] as const,
    ];
    return html`
      <div class="menu">
        ${entries.map(
          ([panel, icon, name]) => html`
            <button
              class="quiet"
              type="button"
              @click=${() => this.dispatchEvent(new PanelRequestEvent(panel))}
            >
              ${icon}${name}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderKeys() {
    const texts = this.#texts.value;
    const hasChannel = (this.snapshot?.channel.state ?? 'absent') !== 'absent';
    return html`
      ${shortcutList(texts, hasChannel)}
      <label class="choice">
        <input
          type="checkbox"
          .checked=${!this.noKeys}
          @change=${({ target }: Event) => this.dispatchEvent(new ShortcutsRequestEvent((target as HTMLInputElement).checked))}
        />
        ${texts.keysOn}
      </label>
    `;
  }

  private renderAppearance() {
    const texts = this.#texts.value;
    const themes: readonly (readonly [Theme, string])[] = [
      ['system', texts.themeSystem],
      ['light', texts.themeLight],
      ['dark', texts.themeDark],
      ['contrast', texts.themeContrast],
    ];
    return html`
      <fieldset>
        <legend class="hidden">${texts.appearance}</legend>
        ${themes.map(
          ([theme, name]) => html`
            <label class="choice">
              <input
                type="radio"
                name="theme"
                .checked=${this.theme === theme}
                @change=${() => this.dispatchEvent(new ThemeRequestEvent(theme))}
              />
              ${name}
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  private renderAbout() {
    const { room, closesAt } = this.snapshot ?? {};
    const texts = this.#texts.value;
    const names = room?.hosts.map(({ name }) => name) ?? [];
    const hosts = new Intl.ListFormat(texts.language).format(names);
    const life = room ? Date.parse(room.expiresAt) - Date.parse(room.createdAt) : 0;
    return html`
      <p>${texts.aboutText}</p>
      ${room?.stage === 'invited' ? html`<p>${texts.lobbyInvited}</p>` : nothing}
      ${hosts ? html`<p>${fill(texts.lobbyHosts, { names: hosts })}</p>` : nothing}
      ${
        closesAt !== undefined
          ? html`
              <p>
                ${fill(texts.aboutOpened, { time: this.time(closesAt - life) })}<br />
                ${fill(texts.aboutClosed, { time: this.time(closesAt) })}
              </p>
            `
          : nothing
      }
    `;
  }

  private renderPanel() {
    switch (this.panel) {
      case 'about':
        return this.renderAbout();
      case 'appearance':
        return this.renderAppearance();
      case 'host':
        return html`
          <audio-room-host-panel
            .room=${this.snapshot?.room}
            .removed=${this.snapshot?.removed}
            .hostLink=${this.hostLink}
          ></audio-room-host-panel>
        `;
      case 'invitation':
        return html`
          <audio-room-invitation-panel .microphone=${this.microphone}></audio-room-invitation-panel>
        `;
      case 'people':
        return html`
          <audio-room-people-panel .snapshot=${this.snapshot}></audio-room-people-panel>
        `;
      case 'invite':
        return html`
          <audio-room-invite-panel
            link=${this.link}
            .room=${this.snapshot?.room}
          ></audio-room-invite-panel>
        `;
      case 'keys':
        return this.renderKeys();
      case 'more':
        return this.renderMenu();
      case 'settings':
        return html`
          <audio-room-sound-settings
            .microphone=${this.microphone}
            output-id=${this.outputId}
          ></audio-room-sound-settings>
        `;
      default:
        return nothing;
    }
  }

  private get heading(): string {
    const { panel } = this;
    const texts = this.#texts.value;
    if (panel === undefined) return '';
    return panel === 'invite' ? texts.inviteTitle : texts[panel];
  }

  protected override render() {
    return html`
      <audio-room-dialog
        ?open=${this.panel !== undefined}
        heading=${this.heading}
        @close=${() => this.dispatchEvent(new Event('close'))}
      >
        ${this.renderPanel()}
      </audio-room-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-panels': RoomPanels;
  }
}
