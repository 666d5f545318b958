import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  isCancelled,
  reportIfUnexpected,
  type RoomErrorCode,
  toRoomError,
} from '../../src/client/room-error.ts';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { MicrophoneLostEvent } from '../../src/client/media/microphone-events.ts';
import { card } from '../shared/card.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import { JoinRequestEvent } from '../events/join-request-event.ts';
import { pressByTap } from './held-key.ts';
import './level-meter.ts';
import { styles } from './mic-check.styles.ts';
import { MicrophoneController } from './microphone-controller.ts';
import { errorText } from '../shared/error-text.ts';
import { recordSample } from './record-sample.ts';
import './sound-settings.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

type Step = 'asking' | 'speak' | 'heard' | 'recording' | 'playing' | 'failed';

/**
 * @summary The step before the stage: opens the microphone, shows its level, and lets people hear themselves. Nothing is
 * sent anywhere.
 * @fires join-request - The person wants to go on stage, or to join as a listener after all.
 * @csspart card - The card around it.
 * @fires back - The person wants to go back. Does not bubble.
 */
@customElement('audio-room-mic-check')
export class MicCheck extends RoomElement {
  static override styles = [tokens, controls, card, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  readonly #microphone = new MicrophoneController(this, {
    onLost: (event) => void this.handleLost(event),
  });
  #sample: AbortController | undefined;

  @query('h2') private heading!: HTMLElement;

  @state() private step: Step = 'asking';
  @state() private errorCode: RoomErrorCode | undefined;

  /** The microphone to check. It stays open for the stage. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The person's name. */
  @property() name = '';

  /** Whether the person is joining right now. */
  @property({ type: Boolean }) busy = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sample?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Another device brings another stream, whose level is to be shown.
    this.#microphone.follow(this.microphone);
    if (changed.has('microphone')) void this.open();
  }

  private async open(): Promise<void> {
    const { microphone } = this;
    if (!microphone) return;
    this.step = 'asking';
    this.errorCode = undefined;
    try {
      await microphone.open();
      if (this.microphone === microphone) this.step = 'speak';
    } catch (error) {
      if (isCancelled(error)) return; // closed in the meantime
      this.fail(toRoomError(error).code);
    }
  }

  private fail(errorCode: RoomErrorCode): void {
    this.errorCode = errorCode;
    this.step = 'failed';
  }

  private async handleLost({ revoked }: MicrophoneLostEvent): Promise<void> {
    this.#sample?.abort();
    if (await revoked) this.fail('MICROPHONE_REVOKED');
    else await this.open(); // another one
  }

  private handleHeard(): void {
    if (this.step === 'speak') this.step = 'heard';
  }

  private async handleSample(): Promise<void> {
    const stream = this.microphone?.stream;
    if (!stream) return;
    this.#sample?.abort();
    const { signal } = (this.#sample = new AbortController());
    try {
      this.step = 'recording';
      const play = await recordSample(stream, signal);
      this.step = 'playing';
      await play();
    } catch (error) {
      // Cancelled, or the browser can't record: the level has shown that the microphone works.
      reportIfUnexpected(error);
    }
    if (!signal.aborted) this.step = 'heard';
  }

  private handleJoin(): void {
    if (this.busy || this.step === 'asking') return;
    this.#sample?.abort();
    this.dispatchEvent(new JoinRequestEvent(this.name, 'speaker'));
  }

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  private get instruction(): string {
    const texts = this.#texts.value;
    switch (this.step) {
      case 'asking':
        return this.microphone?.waiting ? texts.microphoneWaiting : texts.micCheckAsk;
      case 'speak':
        return texts.micCheckSpeak;
      case 'heard':
        return texts.micCheckHeard;
      case 'recording':
        return texts.micCheckRecording;
      case 'playing':
        return texts.micCheckPlaying;
      case 'failed':
        return '';
    }
  }

  private renderListen() {
    return html`
      <button
        class="quiet"
        type="button"
        @click=${() => this.dispatchEvent(new JoinRequestEvent(this.name, 'listener'))}
      >
        ${this.#texts.value.joinAsListener}
      </button>
    `;
  }

  private renderOpen() {
    const { microphone, step, busy } = this;
    const texts = this.#texts.value;
    const sampling = step === 'recording' || step === 'playing';
    return html`
      <div class="level">
        <audio-room-level-meter
          .stream=${step === 'asking' ? undefined : microphone?.stream}
          label=${texts.inputLevel}
          @heard=${this.handleHeard}
        ></audio-room-level-meter>
        <button
          class="quiet"
          type="button"
          aria-disabled=${sampling || step === 'asking' ? 'true' : 'false'}
          @click=${() => !sampling && void this.handleSample()}
        >
          ${texts.micCheckTry}
        </button>
      </div>
      <audio-room-sound-settings
        class="settings"
        no-output
        no-level
        .microphone=${microphone}
      ></audio-room-sound-settings>
      <div class="actions">
        <button
          class="primary"
          type="button"
          aria-disabled=${busy || step === 'asking' ? 'true' : 'false'}
          aria-describedby="hint"
          @keydown=${pressByTap}
          @click=${this.handleJoin}
        >
          ${busy ? texts.goingOnStage : texts.micCheckJoin}
        </button>
        <p class="hint" id="hint">${texts.micCheckJoinHint}</p>
        ${microphone?.waiting ? this.renderListen() : nothing}
      </div>
    `;
  }

  protected override render() {
    const { errorCode } = this;
    const texts = this.#texts.value;
    return html`
      <div class="card" part="card">
        <h2 tabindex="-1">${texts.micCheckTitle}</h2>
        <p class="status" role="status">${this.instruction}</p>
        ${
          errorCode
            ? html`
                <p class="error" role="alert">${errorText(texts, errorCode)}</p>
                <div class="actions">
                  <button class="primary" type="button" @click=${this.open}>
                    ${texts.tryAgain}
                  </button>
                  ${this.renderListen()}
                </div>
              `
            : this.renderOpen()
        }
        <button class="bare" type="button" @click=${() => this.dispatchEvent(new Event('back'))}>
          ${texts.back}
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-mic-check': MicCheck;
  }
}
