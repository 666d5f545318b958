import { html } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Microphone } from '../../src/client/media/microphone.ts';
import { HandRequestEvent } from '../events/hand-request-event.ts';
import type { JoinRequestEvent } from '../events/join-request-event.ts';
import { StageRequestEvent } from '../events/stage-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { pressByTap } from '../sound/held-key.ts';
import '../sound/mic-check.ts';
import type { MicCheck } from '../sound/mic-check.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { styles } from './invitation-panel.styles.ts';

/**
 * @summary The question whether the person wants to go on stage, as a host has invited them, with the microphone check
 * behind it. The microphone stays closed until the person asks for it.
 * @fires stage-request - The person goes on stage.
 * @fires hand-request - The person declines.
 */
@customElement('audio-room-invitation-panel')
export class InvitationPanel extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('audio-room-mic-check') private check!: MicCheck | null;

  @state() private checking = false;

  /** The microphone to check. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.checking = false;
  }

  private goOnStage(): void {
    this.dispatchEvent(new StageRequestEvent(true));
  }

  private decline(): void {
    this.microphone?.close();
    this.dispatchEvent(new HandRequestEvent(false));
  }

  private async startCheck(): Promise<void> {
    this.checking = true;
    await this.updateComplete;
    this.check?.focus();
  }

  private stopCheck(): void {
    this.microphone?.close();
    this.checking = false;
  }

  /** The check asks to join, which this person has done already. */
  private handleJoin(event: JoinRequestEvent): void {
    event.stopPropagation();
    if (event.role === 'speaker') this.goOnStage();
    else this.decline();
  }

  protected override render() {
    const texts = this.#texts.value;
    if (this.checking) {
      return html`
        <audio-room-mic-check
          .microphone=${this.microphone}
          @join-request=${this.handleJoin}
          @back=${this.stopCheck}
        ></audio-room-mic-check>
      `;
    }
    return html`
      <p>${texts.invitationText}</p>
      <div class="actions">
        <button class="primary" type="button" @keydown=${pressByTap} @click=${this.goOnStage}>
          ${texts.goOnStage}
        </button>
        <button class="quiet" type="button" @click=${this.startCheck}>
          ${texts.invitationCheck}
        </button>
        <button class="quiet" type="button" @click=${this.decline}>${texts.decline}</button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-invitation-panel': InvitationPanel;
  }
}
