import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import { HandRequestEvent } from '../events/hand-request-event.ts';
import { LeaveRequestEvent } from '../events/leave-request-event.ts';
import { type Panel, PanelRequestEvent } from '../events/panel-request-event.ts';
import { StageRequestEvent } from '../events/stage-request-event.ts';
import * as icons from '../shared/icons.ts';
import { pressByTap } from '../sound/held-key.ts';
import '../sound/mic-control.ts';
import { styles } from './room-controls.styles.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { count, fill, type Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

/**
 * @summary The bar of controls below the stage. Controls that do not fit move into a menu.
 * @slot - Additional controls, after the others.
 * @fires stage-request - The person asked to go on stage or to step back.
 * @fires hand-request - The person asked to raise or lower their hand.
 * @fires leave-request - The person asked to leave.
 * @fires panel-request - The person asked to open a dialog.
 * @fires mic-request - The person asked to mute or unmute.
 * @csspart bar - The bar.
 */
@customElement('audio-room-controls')
export class RoomControls extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  /** Whether the person is on stage. */
  @property({ type: Boolean }) speaking = false;

  /** Whether the person is going on stage right now. */
  @property({ type: Boolean }) publishing = false;

  /** Whether the stage is full. */
  @property({ type: Boolean }) full = false;

  /** Keeps the stage out: the person only listens. */
  @property({ type: Boolean, attribute: 'listen-only' }) listenOnly = false;

  /** Whether the person needs an invitation to go on stage, and can raise a hand to ask for it. */
  @property({ type: Boolean }) asks = false;

  /** The place of the person's raised hand in the queue, from 1; 0 if it is not raised. */
  @property({ type: Number, attribute: 'hand-place' }) handPlace = 0;

  /** How many hands are raised, as far as that is known. */
  @property({ type: Number }) hands = 0;

  /** Whether the person is a host. */
  @property({ type: Boolean }) host = false;

  /** Whether no sound reaches this browser, so that the person would hardly be heard on stage. */
  @property({ type: Boolean }) blocked = false;

  /** Whether the microphone is muted. */
  @property({ type: Boolean }) muted = false;

  /** The stream of the microphone. */
  @property({ attribute: false }) stream: MediaStream | undefined;

  private handleStage(): void {
    if (this.publishing || (this.full && !this.speaking)) return;
    this.dispatchEvent(new StageRequestEvent(!this.speaking));
  }

  private renderPanel(panel: Panel, icon: TemplateResult, name: string, style: string) {
    return html`
      <button
        class="${style} round"
        type="button"
        title=${name}
        aria-label=${name}
        aria-haspopup="dialog"
        @click=${() => this.dispatchEvent(new PanelRequestEvent(panel))}
      >
        ${icon}
      </button>
    `;
  }

  private renderHand() {
    const { handPlace } = this;
    const texts = this.#texts.value;
    const raised = handPlace > 0;
    const name = raised ? texts.lowerHand : texts.raiseHand;
    return html`
      <button
        class="stage ${raised ? 'primary' : 'soft'}"
        type="button"
        title=${raised ? fill(texts.handPlace, { place: handPlace }) : texts.raiseHandHint}
        aria-label=${name}
        @click=${() => this.dispatchEvent(new HandRequestEvent(!raised))}
      >
        ${icons.hand()}<span>${name}</span>
      </button>
    `;
  }

  private renderStage() {
    const { publishing, full } = this;
    const texts = this.#texts.value;
    if (this.listenOnly && !this.speaking) return nothing;
    if (this.asks) return this.renderHand();
    if (this.speaking) {
      return html`
        <button
          class="stage"
          type="button"
          title=${texts.stepBackHint}
          aria-label=${texts.stepBack}
          @click=${this.handleStage}
        >
          ${icons.stageOff()}<span>${texts.stepBack}</span>
        </button>
      `;
    }
    const hint = this.blocked ? texts.goOnStageBlockedHint : texts.goOnStageHint;
    const name = publishing ? texts.goingOnStage : full ? texts.stageFull : texts.goOnStage;
    return html`
      <button
        class="stage soft"
        type="button"
        title=${full ? texts.stageFullHint : hint}
        aria-label=${name}
        aria-disabled=${publishing || full ? 'true' : 'false'}
        @keydown=${pressByTap}
        @click=${this.handleStage}
      >
        ${icons.stageOn()}<span>${name}</span>
      </button>
    `;
  }

  private get peopleName(): string {
    const { hands } = this;
    const texts = this.#texts.value;
    return hands > 0 ? `${texts.people}: ${count(texts, texts.handsRaised, hands)}` : texts.people;
  }

  protected override render() {
    const texts = this.#texts.value;
    return html`
      <nav aria-label=${texts.controls}>
        <div class="side">
          ${this.renderPanel('about', icons.info(), texts.about, 'bare')}
          ${this.renderPanel('keys', icons.keys(), texts.keys, 'bare')}
          ${this.renderPanel('people', icons.listeners(), this.peopleName, 'bare')}
          ${this.host ? this.renderPanel('host', icons.manage(), texts.host, 'bare') : nothing}
        </div>
        <div class="bar" part="bar">
          ${
            this.speaking
              ? html`<mic-control ?muted=${this.muted} .stream=${this.stream}></mic-control>`
              : nothing
          }
          ${this.renderStage()}
          <button
            class="leave danger"
            type="button"
            title=${texts.leave}
            aria-label=${texts.leave}
            @click=${() => this.dispatchEvent(new LeaveRequestEvent())}
          >
            ${icons.leave()}<span class="label">${texts.leave}</span>
          </button>
          <span class="small">${this.renderPanel('more', icons.more(), texts.more, 'bare')}</span>
          <slot></slot>
        </div>
        <div class="side end">
          ${this.renderPanel('appearance', icons.theme(), texts.appearance, 'bare')}
          ${this.renderPanel('settings', icons.settings(), texts.settings, 'bare')}
          <button
            class="bare"
            type="button"
            aria-haspopup="dialog"
            @click=${() => this.dispatchEvent(new PanelRequestEvent('invite'))}
          >
            ${icons.invite()}<span>${texts.invite}</span>
          </button>
        </div>
      </nav>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-controls': RoomControls;
  }
}
