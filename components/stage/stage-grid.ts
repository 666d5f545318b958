import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_SPEAKERS } from '../../src/api/limits.ts';
import type { RoomParticipant } from '../../src/client/snapshot.ts';
import { controls } from '../shared/controls.styles.ts';
import { HandRequestEvent } from '../events/hand-request-event.ts';
import { PanelRequestEvent } from '../events/panel-request-event.ts';
import { StageRequestEvent } from '../events/stage-request-event.ts';
import { fitGrid } from './fit-grid.ts';
import { pressByTap } from '../sound/held-key.ts';
import * as icons from '../shared/icons.ts';
import './participant-tile.ts';
import { styles } from './stage-grid.styles.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { viewOf } from '../shared/view.ts';

// With fewer people on stage, nobody has anyone to talk with: the grid then offers to invite people.
const ENOUGH_TO_TALK = 2;

/**
 * @summary Everyone on stage, in the largest tiles that fit without scrolling, and a tile to join them.
 * @fires stage-request - The person asked to go on stage.
 * @fires hand-request - The person asked to raise or lower their hand.
 * @fires panel-request - The person asked for the invitation dialog.
 * @csspart join - The tile that lets the person go on stage.
 * @csspart invite - The tile that offers to invite people, while fewer than two are on stage.
 */
@customElement('audio-room-stage-grid')
export class StageGrid extends RoomElement {
  static override styles = [pageReset, tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  #resized: ResizeObserver | undefined;

  @query('ul') private list!: HTMLUListElement;

  /** The people on stage. */
  @property({ attribute: false }) speakers: readonly RoomParticipant[] = [];

  /** Shows a tile that lets the person go on stage. */
  @property({ type: Boolean }) joinable = false;

  /** Whether the person needs an invitation to go on stage, and can raise a hand to ask for it. */
  @property({ type: Boolean }) asks = false;

  /** The place of the person's raised hand in the queue, from 1; 0 if it is not raised. */
  @property({ type: Number, attribute: 'hand-place' }) handPlace = 0;

  /** Whether no sound reaches this browser, so that the person would hardly be heard on stage. */
  @property({ type: Boolean }) blocked = false;

  /** Whether the person is going on stage right now. */
  @property({ type: Boolean }) publishing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const view = viewOf(this);
    // In the next frame: a size that is set in the callback could trigger the observer again, in an endless loop.
    const fit = () => view.requestAnimationFrame(() => this.fit());
    this.#resized = new view.ResizeObserver(fit);
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
  }

  protected override updated(): void {
    this.fit();
  }

  private fit(): void {
    const list = this.list as HTMLUListElement | undefined;
    if (!list) return;
    const gap = parseFloat(getComputedStyle(list).columnGap) || 0;
    const amount = Math.max(1, list.childElementCount);
    const fit = fitGrid(amount, this.clientWidth, this.clientHeight, gap);
    this.style.setProperty('--participant-tile-width', `${Math.max(fit.width, 72)}px`);
    this.style.setProperty('--participant-tile-height', `${Math.max(fit.height, 72)}px`);
    // Limits each row to that many tiles, even if rounding leaves room for another one.
    list.style.setProperty('max-inline-size', `${fit.columns * (fit.width + gap)}px`);
  }

  /** The tile of a participant who is on stage. @ignore */
  tileOf(participantId: string): Element | undefined {
    const tiles = this.renderRoot.querySelectorAll('participant-tile');
    return [...tiles].find((tile) => tile.participantId === participantId);
  }

  private handleJoin(): void {
    if (this.asks) this.dispatchEvent(new HandRequestEvent(this.handPlace === 0));
    else if (!this.publishing) this.dispatchEvent(new StageRequestEvent(true));
  }

  private handleInvite(): void {
    this.dispatchEvent(new PanelRequestEvent('invite'));
  }

  private renderJoin() {
    const { publishing } = this;
    const texts = this.#texts.value;
    if (this.asks) return this.renderHand();
    if (this.speakers.length >= MAX_SPEAKERS && !publishing) return nothing;
    return html`
      <li>
        <button
          class="offer join ${this.blocked ? 'blocked' : ''}"
          part="join"
          type="button"
          aria-disabled=${publishing ? 'true' : 'false'}
          @keydown=${pressByTap}
          @click=${this.handleJoin}
        >
          ${this.renderOffer(
            icons.stageOn(),
            publishing ? texts.goingOnStage : texts.goOnStage,
            this.blocked ? texts.goOnStageBlockedHint : texts.goOnStageHint,
          )}
        </button>
      </li>
    `;
  }

  private renderHand() {
    const { handPlace } = this;
    const texts = this.#texts.value;
    const [name, hint] =
      handPlace > 0
        ? [texts.lowerHand, fill(texts.handPlace, { place: handPlace })]
        : [texts.raiseHand, texts.raiseHandHint];
    return html`
      <li>
        <button class="offer join" part="join" type="button" @click=${this.handleJoin}>
          ${this.renderOffer(icons.hand(), name, hint)}
        </button>
      </li>
    `;
  }

  private renderInvite() {
    const texts = this.#texts.value;
    return html`
      <li>
        <button
          class="offer"
          part="invite"
          type="button"
          aria-haspopup="dialog"
          @click=${this.handleInvite}
        >
          ${this.renderOffer(icons.invite(), texts.inviteTitle, texts.inviteTileHint)}
        </button>
      </li>
    `;
  }

  private renderOffer(icon: TemplateResult, name: string, hint: string) {
    return html`
      <span class="sign">${icon}</span>
      <span>${name}</span>
      <span class="hint">${hint}</span>
    `;
  }

  protected override render() {
    const texts = this.#texts.value;
    return html`
      <ul aria-label=${texts.stage}>
        ${repeat(
          this.speakers,
          ({ id }) => id,
          (speaker) => html`
            <li>
              <participant-tile
                participant-id=${speaker.id}
                name=${speaker.name}
                ?muted=${speaker.muted}
                ?unheard=${speaker.unheard}
                ?host=${speaker.host}
                ?local=${speaker.local}
                .stream=${speaker.stream}
              ></participant-tile>
            </li>
          `,
        )}
        ${this.joinable ? this.renderJoin() : nothing}
        ${this.speakers.length < ENOUGH_TO_TALK ? this.renderInvite() : nothing}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-stage-grid': StageGrid;
  }
}
