import { html, nothing, type PropertyValues, svg, type SVGTemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { type Face, faceOf } from './faces.ts';
import { styles } from './participant-face.styles.ts';

type Shape = SVGTemplateResult | typeof nothing;

// Drawn around the middle of the face, at 0 0, in hundredths of its width.
const eyes: Record<Face['eyes'], Shape> = {
  dots: svg`<circle class="ink" cx="-12" cy="-6" r="3.4"/><circle class="ink" cx="12" cy="-6" r="3.4"/>`,
  wide: svg`<circle class="white" cx="-12" cy="-7" r="7"/><circle class="white" cx="12" cy="-7" r="7"/>
    <circle fill="#1d1a22" cx="-10.5" cy="-6" r="3.2"/><circle fill="#1d1a22" cx="13.5" cy="-6" r="3.2"/>`,
  happy: svg`<path class="pen" d="M-17 -4q5 -7 10 0M7 -4q5 -7 10 0"/>`,
  sleepy: svg`<path class="pen" d="M-17 -7q5 5 10 0M7 -7q5 5 10 0"/>`,
  wink: svg`<circle class="ink" cx="-12" cy="-6" r="3.4"/><path class="pen" d="M7 -5q5 -5 10 0"/>`,
};

const mouths: Record<Face['mouth'], Shape> = {
  smile: svg`<path class="pen" d="M-8 7q8 8 16 0"/>`,
  grin: svg`<path class="ink" d="M-10 6h20a10 9 0 0 1 -20 0z"/>`,
  open: svg`<ellipse class="ink" cx="0" cy="10" rx="4.5" ry="5"/>`,
  smirk: svg`<path class="pen" d="M-6 10q7 2 12 -4"/>`,
  cat: svg`<path class="pen" d="M-9 7q4.5 6 9 0q4.5 6 9 0"/>`,
};

const extras: Record<Face['extra'], Shape> = {
  none: nothing,
  brows: svg`<path class="pen" d="M-17 -15l8 -2M9 -17l8 2"/>`,
  cheeks: svg`<circle class="cheek" cx="-20" cy="4" r="4.6"/><circle class="cheek" cx="20" cy="4" r="4.6"/>`,
  freckles: svg`<g class="cheek"><circle cx="-20" cy="2" r="1.5"/><circle cx="-16" cy="5" r="1.5"/><circle cx="-22" cy="6" r="1.5"/>
    <circle cx="20" cy="2" r="1.5"/><circle cx="16" cy="5" r="1.5"/><circle cx="22" cy="6" r="1.5"/></g>`,
  glasses: svg`<g class="pen" stroke-width="2.4"><circle cx="-12" cy="-6" r="9"/><circle cx="12" cy="-6" r="9"/><path d="M-3 -7q3 -2 6 0"/></g>`,
  tuft: svg`<path class="pen" d="M-5 -33q0 -9 -6 -11M0 -34q1 -9 0 -13M5 -33q1 -8 7 -10"/>`,
  antenna: svg`<path class="pen" d="M0 -34v-9"/><circle class="ink" cx="0" cy="-45" r="3.6"/>`,
};

/**
 * @summary The face of a participant, drawn from the participant's id. Decorative: screen readers skip it.
 * @cssproperty [--audio-room-participant-face-size=64px] - Width and height.
 * @cssproperty [--audio-room-participant-face-color] - The participant's colour, for the background of the face. The element sets it.
 * @cssproperty [--level=0] - Loudness of the voice from 0 to 1, which opens the mouth.
 */
@customElement('audio-room-participant-face')
export class ParticipantFace extends RoomElement {
  static override styles = [pageReset, styles];

  #face = faceOf('');

  /** The id of the participant. */
  @property({ attribute: 'participant-id' }) participantId = '';

  /** Makes the face blink now and then. */
  @property({ type: Boolean, reflect: true }) awake = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('participantId')) return;
    this.#face = faceOf(this.participantId);
    this.setAttribute('tone', this.#face.tone);
    // Not as a style attribute in the template, which a page's Content-Security-Policy may forbid.
    const { color, hue } = this.#face;
    this.style.setProperty('--audio-room-participant-face-color', `oklch(${color.join(' ')})`);
    this.style.setProperty('--_hue', String(hue));
    this.style.setProperty('--_blink-delay', `${-(hue % 60) / 10}s`);
  }

  /**
   * The part that moves with the voice. Whoever follows a voice writes `--level` on it.
   * @ignore
   */
  @query('.mouth', true) readonly mouth!: SVGElement;

  protected override render() {
    const { x, y, tilt, extra, eyes: eye, mouth } = this.#face;
    return html`
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <clipPath id="window"><circle cx="50" cy="50" r="47" /></clipPath>
        <g clip-path="url(#window)">
          <circle class="back" cx="50" cy="50" r="48" />
          <g transform="translate(${50 + x} ${50 + y}) rotate(${tilt})">
            <circle class="head" r="43" cy="6" />
            ${extras[extra]}
            <g class="eyes">${eyes[eye]}</g>
            <g class="mouth">${mouths[mouth]}</g>
          </g>
        </g>
        <circle class="rim" cx="50" cy="50" r="47" />
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-participant-face': ParticipantFace;
  }
}
