import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Room } from '../src/api/schemas.ts';
import { card } from './card.styles.ts';
import { controls } from './controls.styles.ts';
import { CheckRequestEvent } from './events/check-request-event.ts';
import { JoinRequestEvent } from './events/join-request-event.ts';
import './name-field.ts';
import type { NameField } from './name-field.ts';
import './participant-face.ts';
import { enStart } from './texts/en-start.ts';
import { count, fill, type StartTexts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';

/**
 * @summary What an invited visitor sees first: who is there, and the ways in.
 * @slot - Under the buttons.
 * @fires join-request - The person asked to enter as a listener.
 * @fires check-request - The person asked to go on stage, by way of the microphone check.
 */
@customElement('room-lobby')
export class RoomLobby extends LitElement {
  static override styles = [tokens, controls, card];

  @query('h2') private heading!: HTMLElement;
  @query('name-field') private field!: NameField;

  /** The room; undefined while it is looked for. */
  @property({ attribute: false }) room: Room | undefined;

  /** The name to begin with. */
  @property() name = '';

  /** On the way in. */
  @property({ type: Boolean }) busy = false;

  /** Why it did not work; empty: no problem. */
  @property() problem = '';

  /** What the element says; see `texts/en-start.ts`. */
  @property({ attribute: false }) texts: StartTexts = enStart;

  private ask(request: (name: string) => Event): void {
    const name = this.field.check();
    if (name !== undefined && !this.busy) this.dispatchEvent(request(name));
  }

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.ask((name) => new JoinRequestEvent(name, 'listener'));
  }

  private renderRoom() {
    const { texts, room } = this;
    if (!room) return html`<p class="hint">${texts.loadingRoom}</p>`;
    const { language } = texts;
    const names = room.speakers.map(({ name }) => name);
    const closes = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    return html`
      ${
        names.length > 0
          ? html`
              <div class="faces">
                ${room.speakers.map(
                  ({ id }) => html`<participant-face participant-id=${id}></participant-face>`,
                )}
              </div>
            `
          : nothing
      }
      <p>
        ${
          names.length > 0
            ? fill(texts.lobbyLive, { names: new Intl.ListFormat(language).format(names) })
            : texts.lobbyQuiet
        }
      </p>
      <p class="hint">
        ${count(texts, texts.listeners, room.listeners)} ·
        ${fill(texts.lobbyCloses, { time: closes.format(new Date(room.expiresAt)) })}
      </p>
    `;
  }

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  protected override render() {
    const { texts, busy } = this;
    return html`
      <div class="card">
        <h2 tabindex="-1">${texts.lobbyTitle}</h2>
        ${this.renderRoom()}
        <form class="actions" novalidate @submit=${this.handleSubmit}>
          <name-field .value=${this.name} .texts=${texts}></name-field>
          <button class="primary" type="submit" aria-disabled=${busy ? 'true' : 'false'}>
            ${busy ? texts.joining : texts.joinAsListener}
          </button>
          <button
            class="quiet"
            type="button"
            aria-disabled=${busy ? 'true' : 'false'}
            @click=${() => this.ask((name) => new CheckRequestEvent(name))}
          >
            ${texts.joinOnStage}
          </button>
          ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
        </form>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-lobby': RoomLobby;
  }
}
