import { html, nothing, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Room } from '../../src/api/schemas.ts';
import { closingTime } from '../../src/client/api/closing-time.ts';
import { CheckRequestEvent } from '../events/check-request-event.ts';
import { JoinRequestEvent } from '../events/join-request-event.ts';
import { customElement } from '../shared/room-element.ts';
import '../stage/participant-face.ts';
import { count, fill } from '../texts/texts.ts';
import { EntryForm } from './entry-form.ts';
import { styles } from './room-lobby.styles.ts';

// More than five faces get smaller and stand in rows of six, which fit on a phone.
const LARGE_FACES = 5;

/**
 * @summary What an invited person sees first: who is on stage, and the buttons to join.
 * @slot - Content below the buttons.
 * @fires join-request - The person asked to join as a listener.
 * @fires check-request - The person asked to go on stage, which begins with the microphone check.
 */
@customElement('audio-room-lobby')
export class RoomLobby extends EntryForm {
  static override styles = [EntryForm.styles, styles];

  @query('h2') private heading!: HTMLElement;

  /** The room; undefined until it was found. */
  @property({ attribute: false }) room: Room | undefined;

  /** Whether the visitor is a host, for whom the stage is open in any room. */
  @property({ type: Boolean }) host = false;

  /** Keeps the stage out: the person only listens. */
  @property({ type: Boolean, attribute: 'listen-only' }) listenOnly = false;

  /** When the room closes by the clock of this machine, which the person will look at, right or wrong. */
  #closesAt = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { room } = this;
    if (!room || !changed.has('room')) return;
    this.#closesAt = Date.now() + closingTime(room) - performance.now();
  }

  private renderRoom() {
    const { texts, room } = this;
    if (!room) return html`<p class="hint">${texts.loadingRoom}</p>`;
    const { language } = texts;
    const names = room.speakers.map(({ name }) => name);
    const closes = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    const hosts = room.hosts.map(({ name }) => name);
    const list = (all: readonly string[]) => new Intl.ListFormat(language).format(all);
    return html`
      ${
        names.length > 0
          ? html`
              <div class="faces ${names.length > LARGE_FACES ? 'many' : ''}">
                ${room.speakers.map(
                  ({ id }) =>
                    html`<audio-room-participant-face
                      participant-id=${id}
                    ></audio-room-participant-face>`,
                )}
              </div>
            `
          : nothing
      }
      <p>${names.length > 0 ? fill(texts.lobbyLive, { names: list(names) }) : texts.lobbyQuiet}</p>
      <p class="hint">
        ${count(texts, texts.listeners, room.listeners)} ·
        ${fill(texts.lobbyCloses, { time: closes.format(this.#closesAt) })}
        ${hosts.length > 0 ? html`<br />${fill(texts.lobbyHosts, { names: list(hosts) })}` : nothing}
      </p>
      ${room.locked ? html`<p><strong>${texts.lobbyLocked}</strong></p>` : nothing}
    `;
  }

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  protected override render() {
    const { texts, busy, room } = this;
    const invited = room?.stage === 'invited' && !this.host;
    return html`
      <div class="card">
        <h2 tabindex="-1">${room?.title || texts.lobbyTitle}</h2>
        ${this.renderRoom()}
        ${this.renderForm(
          (name) => new JoinRequestEvent(name, 'listener'),
          busy ? texts.joining : texts.joinAsListener,
          html`
            ${
              invited || this.listenOnly
                ? nothing
                : html`
                    <button
                      class="quiet"
                      type="button"
                      aria-disabled=${busy ? 'true' : 'false'}
                      @click=${() => this.request((name) => new CheckRequestEvent(name))}
                    >
                      ${texts.joinOnStage}
                    </button>
                  `
            }
            ${
              this.listenOnly
                ? nothing
                : html`
                    <p class="hint" id="hint">${invited ? texts.lobbyInvited : texts.joinHint}</p>
                  `
            }
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-lobby': RoomLobby;
  }
}
