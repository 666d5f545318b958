import { html, nothing, type PropertyValues } from 'lit';
import { property, query, queryAll } from 'lit/decorators.js';
import { faceOf } from './faces.ts';
import * as icons from '../shared/icons.ts';
import { LevelController } from '../sound/level-controller.ts';
import './participant-face.ts';
import type { ParticipantFace } from './participant-face.ts';
import { styles } from './participant-tile.styles.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

/**
 * @summary One person on stage: a colour, a face, a name, and rings that grow with the voice.
 * @slot - Content below the name.
 * @csspart tile - The coloured card.
 * @csspart name - The pill with the name.
 * @cssproperty [--participant-tile-width=180px] - Width.
 * @cssproperty [--participant-tile-height=204px] - Height.
 * @cssproperty [--participant-tile-color] - Background colour, in place of the person's own.
 * @cssproperty [--participant-tile-ring] - Colour of the rings.
 * @cssproperty [--level=0] - Loudness from 0 to 1. For pages that set no `stream`.
 */
@customElement('participant-tile')
export class ParticipantTile extends RoomElement {
  static override styles = [pageReset, tokens, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  readonly #level = new LevelController(this, {
    element: this,
    parts: () => this.#movingParts,
    onSpeaking: (speaking) => (this.speaking = speaking),
  });

  /** Collected once, since the level is written on each of them in every frame. */
  #movingParts: readonly ElementCSSInlineStyle[] = [];

  @query('audio-room-participant-face') private face!: ParticipantFace;
  @queryAll('.ring') private rings!: NodeListOf<HTMLElement>;

  /** The id of the participant, which decides the colour and the face. */
  @property({ attribute: 'participant-id' }) participantId = '';

  /** The name to show. */
  @property({ reflect: true }) name = '';

  /** Whether the person is muted. */
  @property({ type: Boolean, reflect: true }) muted = false;

  /** Whether nothing arrives from the person, although they are on stage. */
  @property({ type: Boolean, reflect: true }) unheard = false;

  /** Whether the person is talking right now. The element sets it while it has a `stream`. */
  @property({ type: Boolean, reflect: true }) speaking = false;

  /** Whether the person is a host. */
  @property({ type: Boolean, reflect: true }) host = false;

  /** Whether this is the person in this browser. */
  @property({ type: Boolean, reflect: true }) local = false;

  /** The person's audio, which moves the rings. */
  @property({ attribute: false }) stream: MediaStream | undefined;

  /** Texts that replace those of the room around it, or the English ones. */
  @property({ attribute: false }) texts: Partial<Texts> = {};

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('participantId')) {
      const [light, chroma, hue] = faceOf(this.participantId).color;
      this.style.setProperty('--_light', String(light));
      this.style.setProperty('--_chroma', String(chroma));
      this.style.setProperty('--_hue', String(hue));
    }
    // A muted person's microphone may still be open.
    if (this.muted) this.speaking = false;
  }

  protected override firstUpdated(): void {
    // The face has no mouth before its own first rendering.
    void this.face.updateComplete.then(() => {
      this.#movingParts = [...this.rings, this.face.mouth];
    });
  }

  protected override updated(): void {
    this.#level.follow(this.muted ? undefined : this.stream);
  }

  protected override render() {
    const texts = { ...this.#texts.value, ...this.texts };
    return html`
      <div class="tile" part="tile">
        <div class="figure">
          <span class="ring outer"></span><span class="ring"></span>
          <audio-room-participant-face
            participant-id=${this.participantId}
            ?awake=${this.speaking}
          ></audio-room-participant-face>
        </div>
        <div class="name" part="name">
          ${
            this.muted
              ? html`<span class="muted"
                  >${icons.micOff()}<span class="hidden">${texts.muted}</span></span
                >`
              : nothing
          }
          ${
            this.unheard && !this.muted
              ? html`<span class="muted"
                  >${icons.soundOff()}<span class="hidden">${texts.unheard}</span></span
                >`
              : nothing
          }
          <bdi>${this.name}</bdi>
          ${this.host ? html`<span class="you">${texts.hostMark}</span>` : nothing}
          ${this.local ? html`<span class="you">${texts.you}</span>` : nothing}
          ${this.speaking ? html`<span class="hidden">${texts.speaking}</span>` : nothing}
        </div>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'participant-tile': ParticipantTile;
  }
}
