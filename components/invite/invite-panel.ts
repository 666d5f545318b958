import type { QRCode } from 'qrcode/lib/core/qrcode.js';
import { html, nothing, type PropertyValues, svg } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Room } from '../../src/api/schemas.ts';
import { lazy } from '../../src/client/lazy.ts';
import { controls } from '../shared/controls.styles.ts';
import * as icons from '../shared/icons.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { viewOf } from '../shared/view.ts';
import { styles } from './invite-panel.styles.ts';

interface Modules {
  readonly size: number;
  readonly path: string;
}

/**
 * @summary Ways to invite people: the link, the share sheet of the system, and a QR code.
 * @csspart qr - The QR code.
 */
@customElement('audio-room-invite-panel')
export class InvitePanel extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('input') private input!: HTMLInputElement;

  @state() private status = '';
  @state() private modules: Modules | undefined;

  /** The link that invites people. */
  @property() link = '';

  /** The room that it leads to. */
  @property({ attribute: false }) room: Room | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('link')) return;
    this.status = ''; // it was about the link before
    void this.draw();
  }

  private async draw(): Promise<void> {
    const { link } = this;
    this.modules = undefined;
    if (!link) return;
    const code = await encode(link).catch(() => undefined); // without a QR code, there is still the link
    if (!code || link !== this.link) return;
    const { size, data } = code;
    let path = '';
    data.forEach((dark, i) => {
      if (dark) path += `M${i % size} ${Math.floor(i / size)}h1v1h-1z`;
    });
    this.modules = { size, path };
  }

  private async handleCopy(): Promise<void> {
    this.status = ''; // so that screen readers announce a second copy, too
    try {
      await viewOf(this).navigator.clipboard.writeText(this.link);
      this.status = this.#texts.value.copied;
    } catch {
      this.status = this.#texts.value.copyFailed;
      this.input.select();
    }
  }

  private handleShare(): void {
    // Rejects when the person closes the share sheet, which is no failure.
    const { navigator } = viewOf(this);
    navigator.share({ url: this.link, text: this.shareText }).catch(() => {});
  }

  private get shareText(): string {
    const { title } = this.room ?? {};
    const texts = this.#texts.value;
    return title ? fill(texts.shareTitle, { title }) : texts.shareText;
  }

  /** What those who get the link may do. */
  private get hint(): string {
    const { stage, locked } = this.room ?? {};
    const texts = this.#texts.value;
    if (locked) return texts.inviteLocked;
    return stage === 'invited' ? texts.inviteToListen : texts.inviteHint;
  }

  private renderCode() {
    if (!this.modules) return nothing;
    const { size, path } = this.modules;
    return html`
      <div class="qr" part="qr">
        <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.#texts.value.qrCode}>
          ${svg`<path d=${path} fill="#000" shape-rendering="crispEdges"/>`}
        </svg>
      </div>
    `;
  }

  protected override render() {
    const texts = this.#texts.value;
    return html`
      <p class=${this.status ? 'told' : 'hint'} role="status">${this.status || this.hint}</p>
      <input
        type="url"
        dir="ltr"
        readonly
        aria-label=${texts.roomLink}
        .value=${this.link}
        @focus=${() => this.input.select()}
      />
      <div class="actions">
        <button class="primary" type="button" @click=${this.handleCopy}>
          ${icons.link()}${texts.copyLink}
        </button>
        ${
          'share' in navigator
            ? html`<button class="quiet" type="button" @click=${this.handleShare}>
                ${icons.share()}${texts.share}
              </button>`
            : nothing
        }
      </div>
      ${this.renderCode()}
    `;
  }
}

// What makes the code, without what draws it on a canvas or a terminal.
const importQrCode = lazy(() => import('qrcode/lib/core/qrcode.js'), import.meta.url);

async function encode(link: string): Promise<QRCode['modules']> {
  // A CommonJS module: some bundlers put its exports on `default`.
  const module = await importQrCode();
  const { create } = 'create' in module ? module : (module as { default: typeof module }).default;
  return create(link, { errorCorrectionLevel: 'M' }).modules;
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-invite-panel': InvitePanel;
  }
}
