import type { QRCode } from 'qrcode';
import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../shared/controls.styles.ts';
import * as icons from '../shared/icons.ts';
import { en } from '../texts/en.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';

interface Modules {
  readonly size: number;
  readonly path: string;
}

/**
 * @summary Ways to bring people in: the link, the system's own share sheet, a QR code.
 * @csspart qr - The QR code.
 */
@customElement('invite-panel')
export class InvitePanel extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
        gap: 14px;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      .actions button {
        flex: 1 1 auto;
      }

      .qr {
        justify-self: center;
        inline-size: min(240px, 100%);
        padding: 16px;
        border-radius: var(--_radius);
        background: #fff;
      }

      .qr svg {
        display: block;
        inline-size: 100%;
      }

      .told {
        min-block-size: 2.8em; /* as the hint has: nothing moves under the pointer */
        margin: 0;
        font-weight: 600;
      }
    `,
  ];

  @query('input') private input!: HTMLInputElement;

  @state() private status = '';
  @state() private modules: Modules | undefined;

  /** The address that people are invited to. */
  @property() link = '';

  /** What the element says; see `texts/en.ts`. */
  @property({ attribute: false }) texts: Texts = en;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('link')) return;
    this.status = ''; // it was about another link
    void this.draw();
  }

  private async draw(): Promise<void> {
    const { link } = this;
    this.modules = undefined;
    if (!link) return;
    const code = await encode(link).catch(() => undefined); // the link is enough
    if (!code || link !== this.link) return;
    const { size, data } = code;
    let path = '';
    data.forEach((dark, i) => {
      if (dark) path += `M${i % size} ${Math.floor(i / size)}h1v1h-1z`;
    });
    this.modules = { size, path };
  }

  private async handleCopy(): Promise<void> {
    this.status = ''; // else a second copy would change nothing, and so say nothing
    try {
      await navigator.clipboard.writeText(this.link);
      this.status = this.texts.copied;
    } catch {
      this.status = this.texts.copyFailed;
      this.input.select();
    }
  }

  private handleShare(): void {
    // Rejects where the person closes the sheet, which is an answer, not a failure.
    navigator.share({ url: this.link, text: this.texts.shareText }).catch(() => {});
  }

  private renderCode() {
    if (!this.modules) return nothing;
    const { size, path } = this.modules;
    return html`
      <div class="qr" part="qr">
        <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.texts.qrCode}>
          ${svg`<path d=${path} fill="#000" shape-rendering="crispEdges"/>`}
        </svg>
      </div>
    `;
  }

  protected override render() {
    const { texts } = this;
    return html`
      <p class=${this.status ? 'told' : 'hint'} role="status">${this.status || texts.inviteHint}</p>
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

async function encode(link: string): Promise<QRCode['modules']> {
  // A CommonJS module: bundlers disagree on where its exports are.
  const module = await import('qrcode');
  const { create } = 'create' in module ? module : (module as { default: typeof module }).default;
  return create(link, { errorCorrectionLevel: 'M' }).modules;
}

declare global {
  interface HTMLElementTagNameMap {
    'invite-panel': InvitePanel;
  }
}
