import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Microphone } from '../../src/client/media/microphone.ts';
import { controls } from '../shared/controls.styles.ts';
import { DeviceRequestEvent } from '../events/device-request-event.ts';
import { ProcessingRequestEvent } from '../events/processing-request-event.ts';
import './level-meter.ts';
import { en } from '../texts/en.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';

/**
 * @summary Chooses the microphone, the sound output, and how the browser processes the voice.
 * @fires device-request - The person chose another device.
 * @fires processing-request - The person turned noise suppression or echo cancellation on or off.
 */
@customElement('sound-settings')
export class SoundSettings extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }

      .field {
        display: grid;
        gap: 6px;
      }

      .check {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 44px;
        font-weight: 400;
      }
    `,
  ];

  @state() private outputs: readonly MediaDeviceInfo[] = [];

  /** The microphone that is set up here. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The id of the sound output in use; empty for the default one. */
  @property({ attribute: 'output-id' }) outputId = '';

  /** Leaves the level away. */
  @property({ type: Boolean, attribute: 'no-level' }) noLevel = false;

  /** Hides the choice of a sound output. */
  @property({ type: Boolean, attribute: 'no-output' }) noOutput = false;

  /** What the element says; see `texts/en.ts`. */
  @property({ attribute: false }) texts: Texts = en;

  #watched: Microphone | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.readDevices();
    this.watch(this.microphone);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(undefined);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.watch(this.microphone);
  }

  private watch(microphone: Microphone | undefined): void {
    if (microphone === this.#watched) return;
    this.#watched?.removeEventListener('change', this.handleChange);
    this.#watched = microphone;
    microphone?.addEventListener('change', this.handleChange);
    void microphone?.refreshDevices();
  }

  private readonly handleChange = (): void => {
    this.requestUpdate();
    void this.readDevices();
  };

  private async readDevices(): Promise<void> {
    // Only Chromium and Firefox let a page choose the output, and only secure pages see devices at all.
    if (!('setSinkId' in HTMLMediaElement.prototype) || !isSecureContext) return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.outputs = devices.filter(({ kind, label }) => kind === 'audiooutput' && label !== '');
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
  ) {
    const known = devices.some((device) => device.id === chosen);
    return html`
      <div class="field">
        <label for=${id}>${name}</label>
        <select id=${id} @change=${onChange}>
          ${known ? nothing : html`<option value="" selected>${this.texts.defaultDevice}</option>`}
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
    const { texts, microphone } = this;
    const devices = microphone?.devices ?? [];
    const chosen = microphone?.deviceId ?? microphone?.settings.deviceId ?? '';
    const outputs = this.outputs.map(({ deviceId, label }) => ({ id: deviceId, label }));
    return html`
      ${this.renderChoice('microphone', texts.microphone, devices, chosen, this.handleMicrophone)}
      ${
        microphone?.stream && !this.noLevel
          ? html`<level-meter .stream=${microphone.stream} label=${texts.inputLevel}></level-meter>`
          : nothing
      }
      ${
        outputs.length > 0 && !this.noOutput
          ? this.renderChoice('output', texts.output, outputs, this.outputId, this.handleOutput)
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
    'sound-settings': SoundSettings;
  }
}
