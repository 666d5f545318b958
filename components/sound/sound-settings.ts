import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Microphone } from '../../src/client/media/microphone.ts';
import { controls } from '../shared/controls.styles.ts';
import { DeviceRequestEvent } from '../events/device-request-event.ts';
import { ProcessingRequestEvent } from '../events/processing-request-event.ts';
import './level-meter.ts';
import { MicrophoneController } from './microphone-controller.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { styles } from './sound-settings.styles.ts';

/**
 * @summary Chooses the microphone, the sound output, and how the browser processes the voice.
 * @fires device-request - The person chose another device.
 * @fires processing-request - The person turned noise suppression or echo cancellation on or off.
 */
@customElement('audio-room-sound-settings')
export class SoundSettings extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  readonly #microphone = new MicrophoneController(this, {
    onFollow: (microphone) => void microphone.refreshDevices(),
    onChange: () => void this.readOutputs(),
  });

  @state() private outputs: readonly MediaDeviceInfo[] = [];

  /** The microphone to set up. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The id of the sound output in use; empty for the default one. */
  @property({ attribute: 'output-id' }) outputId = '';

  /** Hides the level of the microphone. */
  @property({ type: Boolean, attribute: 'no-level' }) noLevel = false;

  /** Hides the choice of a sound output. */
  @property({ type: Boolean, attribute: 'no-output' }) noOutput = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.handleDevices();
    // Absent from insecure pages.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.addEventListener('devicechange', this.handleDevices);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.removeEventListener('devicechange', this.handleDevices);
  }

  private readonly handleDevices = (): void => void this.readOutputs();

  protected override willUpdate(): void {
    this.#microphone.follow(this.microphone);
  }

  private async readOutputs(): Promise<void> {
    // Not every browser lets a page choose the output, and only secure pages can list devices.
    if (!('setSinkId' in HTMLMediaElement.prototype) || !isSecureContext) return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    // Chromium lists the default one, too, which is offered anyway.
    this.outputs = devices.filter(
      ({ kind, deviceId, label }) =>
        kind === 'audiooutput' && deviceId !== 'default' && label !== '',
    );
  }

  private handleMicrophone(event: Event): void {
    this.dispatchEvent(
      new DeviceRequestEvent('microphone', (event.target as HTMLSelectElement).value),
    );
  }

  private handleOutput(event: Event): void {
    this.dispatchEvent(new DeviceRequestEvent('output', (event.target as HTMLSelectElement).value));
  }

  private renderChoice(
    id: string,
    name: string,
    devices: readonly { readonly id: string; readonly label: string }[],
    chosen: string,
    onChange: (event: Event) => void,
    offersDefault: boolean,
  ) {
    const isKnown = devices.some((device) => device.id === chosen);
    return html`
      <div class="field">
        <label for=${id}>${name}</label>
        <select id=${id} @change=${onChange}>
          ${
            offersDefault || !isKnown
              ? html`<option value="" .selected=${!isKnown}>
                  ${this.#texts.value.defaultDevice}
                </option>`
              : nothing
          }
          ${devices.map(
            (device, index) => html`
              <option value=${device.id} .selected=${device.id === chosen}>
                ${device.label || `${name} ${index + 1}`}
              </option>
            `,
          )}
        </select>
      </div>
    `;
  }

  private renderCheck(setting: 'noiseSuppression' | 'echoCancellation', name: string) {
    const handleChange = (event: Event): void => {
      const { checked } = event.target as HTMLInputElement;
      this.dispatchEvent(new ProcessingRequestEvent(setting, checked));
    };
    return html`
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.microphone?.settings[setting] ?? true}
          @change=${handleChange}
        />
        ${name}
      </label>
    `;
  }

  protected override render() {
    const { microphone } = this;
    const texts = this.#texts.value;
    const devices = microphone?.devices ?? [];
    const chosen = microphone?.deviceId ?? microphone?.settings.deviceId ?? '';
    // Chromium lists the default among the devices.
    const canGoBack =
      microphone?.settings.deviceId !== undefined && !devices.some(({ id }) => id === 'default');
    const outputs = this.outputs.map(({ deviceId, label }) => ({ id: deviceId, label }));
    return html`
      ${this.renderChoice('microphone', texts.microphone, devices, chosen, this.handleMicrophone, canGoBack)}
      ${
        microphone?.stream && !this.noLevel
          ? html`<audio-room-level-meter
              .stream=${microphone.stream}
              label=${texts.inputLevel}
            ></audio-room-level-meter>`
          : nothing
      }
      ${
        outputs.length > 0 && !this.noOutput
          ? this.renderChoice(
              'output',
              texts.output,
              outputs,
              this.outputId,
              this.handleOutput,
              true,
            )
          : nothing
      }
      <div>
        ${this.renderCheck('noiseSuppression', texts.noiseSuppression)}
        ${this.renderCheck('echoCancellation', texts.echoCancellation)}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-sound-settings': SoundSettings;
  }
}
