import { html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { MicRequestEvent } from '../events/mic-request-event.ts';
import { PanelRequestEvent } from '../events/panel-request-event.ts';
import * as icons from '../shared/icons.ts';
import { followKey, pressesButton } from './held-key.ts';
import { LevelController } from './level-controller.ts';
import { styles } from './mic-control.styles.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

/**
 * @summary The microphone button, with a button for the sound settings beside it. A click only asks: `muted` changes when
 * the page sets it.
 * @fires mic-request - The person asked to mute or unmute.
 * @fires panel-request - The person asked for the sound settings.
 * @csspart toggle - The mute button.
 * @csspart label - The text of the mute button.
 * @csspart devices - The button for the sound settings.
 * @cssproperty [--level=0] - Loudness from 0 to 1. The element sets it while it has a `stream`.
 */
@customElement('mic-control')
export class MicControl extends RoomElement {
  static override styles = [pageReset, tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  readonly #level = new LevelController(this, { element: this });

  @query('.toggle') private toggle!: HTMLButtonElement;

  /** Whether the microphone is muted. */
  @property({ type: Boolean, reflect: true }) muted = false;

  /** Hides the text of the mute button. Its accessible name stays. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Hides the button for the sound settings. */
  @property({ type: Boolean, attribute: 'no-devices' }) noDevices = false;

  /** The stream of the microphone, whose level is shown under the icon. */
  @property({ attribute: false }) stream: MediaStream | undefined;

  /** Texts that replace those of the room around it, or the English ones. */
  @property({ attribute: false }) texts: Partial<Texts> = {};

  protected override updated(): void {
    this.#level.follow(this.muted ? undefined : this.stream);
  }

  private handleToggle(): void {
    this.dispatchEvent(new MicRequestEvent(!this.muted));
  }

  /** A key that is held unmutes for as long as it is held, and a tap for good. */
  private handleKey(event: KeyboardEvent): void {
    if (!pressesButton(event)) return;
    if (event.repeat) event.preventDefault();
    else if (this.muted) {
      followKey(event, (held) => held && this.dispatchEvent(new MicRequestEvent(true)));
      this.handleToggle();
    }
  }

  private handleDevices(): void {
    this.dispatchEvent(new PanelRequestEvent('settings'));
  }

  override focus(options?: FocusOptions): void {
    this.toggle.focus(options);
  }

  protected override render() {
    const texts = { ...this.#texts.value, ...this.texts };
    const action = this.muted ? texts.unmute : texts.mute;
    return html`
      <span class="control">
        <button
          class="toggle"
          part="toggle"
          type="button"
          title="${action} (M)"
          aria-label=${action}
          aria-keyshortcuts="M"
          @keydown=${this.handleKey}
          @click=${this.handleToggle}
        >
          ${this.muted ? icons.micOff() : icons.mic()}
          <span class="label" part="label" aria-hidden="true">${action}</span>
          ${this.muted ? nothing : html`<span class="level"></span>`}
        </button>
        ${
          this.noDevices
            ? nothing
            : html`
                <button
                  class="devices"
                  part="devices"
                  type="button"
                  title=${texts.settings}
                  aria-label=${texts.settings}
                  aria-haspopup="dialog"
                  @click=${this.handleDevices}
                >
                  ${icons.chevron()}
                </button>
              `
        }
      </span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mic-control': MicControl;
  }
}
