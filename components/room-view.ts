import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MAX_SPEAKERS } from '../src/api/limits.ts';
import type { Microphone } from '../src/client/microphone.ts';
import type { RoomSnapshot } from '../src/client/snapshot.ts';
import { controls } from './controls.styles.ts';
import { AudioRequestEvent } from './events/audio-request-event.ts';
import type { Panel, PanelRequestEvent } from './events/panel-request-event.ts';
import { icons } from './icons.ts';
import './room-controls.ts';
import './room-panels.ts';
import { styles } from './room-view.styles.ts';
import './stage-grid.ts';
import { en } from './texts/en.ts';
import { count, type Texts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';

/**
 * @summary Inside a room: who is on stage, how many listen, what there is to know, and the controls.
 * @slot controls - More controls in the bar.
 * @fires audio-request - The person tapped to hear the room.
 * @fires dismiss - The person has read the error. Does not bubble.
 * @csspart listeners - The number of listeners.
 */
@customElement('room-view')
export class RoomView extends LitElement {
  static override styles = [tokens, controls, styles];

  @query('room-controls') private controls!: HTMLElement;

  @state() private panel: Panel | undefined;

  /** What is shown. */
  @property({ attribute: false }) snapshot: RoomSnapshot | undefined;

  /** The microphone to set up and to show the level of. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The speaker in use; empty: the system's. */
  @property({ attribute: 'speaker-id' }) speakerId = '';

  /** The sentence about the last failure; empty: none. */
  @property() problem = '';

  /** The address that people are invited to. */
  @property({ attribute: 'invite-link' }) inviteLink = '';

  /** What the element says; see `texts/en.ts`. */
  @property({ attribute: false }) texts: Texts = en;

  private handlePanel(event: PanelRequestEvent): void {
    this.panel = event.panel;
  }

  override focus(options?: FocusOptions): void {
    this.controls.focus(options);
  }

  private renderNotices({ audioBlocked, reconnecting }: RoomSnapshot) {
    const { texts } = this;
    return html`
      <div class="notices">
        ${
          reconnecting
            ? html`<div class="notice plain" role="status"><p>${texts.reconnecting}</p></div>`
            : nothing
        }
        ${
          audioBlocked
            ? html`
                <div class="notice">
                  <p>${texts.tapToListenHint}</p>
                  <button
                    class="primary"
                    type="button"
                    @click=${() => this.dispatchEvent(new AudioRequestEvent())}
                  >
                    ${icons.sound}${texts.tapToListen}
                  </button>
                </div>
              `
            : nothing
        }
        ${
          this.problem
            ? html`
                <div class="notice bad">
                  <p role="alert">${this.problem}</p>
                  <button
                    class="bare round"
                    type="button"
                    title=${texts.dismiss}
                    aria-label=${texts.dismiss}
                    @click=${() => this.dispatchEvent(new Event('dismiss'))}
                  >
                    ${icons.close}
                  </button>
                </div>
              `
            : nothing
        }
      </div>
    `;
  }

  protected override render() {
    const { snapshot, texts } = this;
    if (!snapshot) return nothing;
    const { speakers, publishing, muted } = snapshot;
    const speaking = snapshot.phase === 'speaking';
    return html`
      ${this.renderNotices(snapshot)}
      <stage-grid
        .speakers=${speakers}
        ?joinable=${!speaking}
        ?publishing=${publishing}
        .texts=${texts}
      ></stage-grid>
      <div class="facts">
        <p class="pill" part="listeners">
          ${icons.listeners}${count(texts, texts.listeners, snapshot.listeners)}
        </p>
      </div>
      <room-controls
        ?speaking=${speaking}
        ?publishing=${publishing}
        ?full=${!speaking && speakers.length >= MAX_SPEAKERS}
        ?muted=${muted}
        .stream=${this.microphone?.stream}
        .texts=${texts}
        @panel-request=${this.handlePanel}
      >
        <slot name="controls"></slot>
      </room-controls>
      <room-panels
        .panel=${this.panel}
        .room=${snapshot.room}
        .microphone=${this.microphone}
        speaker-id=${this.speakerId}
        link=${this.inviteLink}
        .texts=${texts}
        @panel-request=${this.handlePanel}
        @close=${() => (this.panel = undefined)}
      ></room-panels>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-view': RoomView;
  }
}
