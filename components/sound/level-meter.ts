import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { LevelController } from './level-controller.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { styles } from './level-meter.styles.ts';

/**
 * @summary A bar that shows how loud a stream is.
 * @fires heard - Somebody started to speak. Does not bubble.
 * @csspart meter - The bar.
 * @cssproperty [--level=0] - Loudness from 0 to 1. The element sets it while it has a `stream`.
 */
@customElement('audio-room-level-meter')
export class LevelMeter extends RoomElement {
  static override styles = [pageReset, tokens, styles];

  readonly #level = new LevelController(this, {
    element: this,
    onSpeaking: (speaking) => speaking && this.dispatchEvent(new Event('heard')),
  });

  /** The stream to measure. */
  @property({ attribute: false }) stream: MediaStream | undefined;

  /** The accessible name. */
  @property() label = '';

  protected override updated(): void {
    this.#level.follow(this.stream);
  }

  protected override render() {
    // Without a value, which would change many times a second and keep screen readers busy.
    return html`<div part="meter" role="img" aria-label=${this.label}><span></span></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-level-meter': LevelMeter;
  }
}
