import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ChatSetting as Setting } from '../../src/api/channel.ts';
import { RoomSettingsRequestEvent } from '../events/room-settings-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { styles } from './chat-setting.styles.ts';

/**
 * @summary Who may write and react in the room, for its hosts. Shows what is true, not what was asked for.
 * @fires room-settings-request - The host asked to change it.
 */
@customElement('audio-room-chat-setting')
export class ChatSetting extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  /** Who may write and react: everybody, those on stage and hosts, or hosts only. */
  @property() chat: Setting = 'all';

  private ask(chat: Setting): void {
    this.dispatchEvent(new RoomSettingsRequestEvent({ chat }));
    this.requestUpdate();
  }

  protected override render() {
    const texts = this.#texts.value;
    const choices = [
      ['all', texts.chatAll],
      ['stage', texts.chatStage],
      ['off', texts.chatNobody],
    ] as const;
    return html`
      <fieldset>
        <legend>${texts.whoMayWrite}</legend>
        ${choices.map(
          ([value, name]) => html`
            <label>
              <input
                type="radio"
                name="chat"
                .checked=${live(this.chat === value)}
                @change=${() => this.ask(value)}
              />
              ${name}
            </label>
          `,
        )}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-chat-setting': ChatSetting;
  }
}
