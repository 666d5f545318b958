import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Room } from '../../src/api/schemas.ts';
import type { RemovedPerson } from '../../src/client/snapshot.ts';
import { parseTitle } from '../../src/api/titles.ts';
import { RoomEndRequestEvent } from '../events/room-end-request-event.ts';
import {
  type RoomChange,
  RoomSettingsRequestEvent,
} from '../events/room-settings-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import * as icons from '../shared/icons.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import './chat-setting.ts';
import { styles } from './host-panel.styles.ts';
import './removed-people.ts';

/**
 * @summary What a host can change about the room: title, who may speak and write, the lock, links for other hosts, who was
 * removed, and its end.
 * @fires room-settings-request - The host asked for a change.
 * @fires removed-request - Asks who was removed.
 * @fires person-request - The host lets somebody in again.
 * @fires room-end-request - The host asked to end the room for all, and has confirmed it.
 */
@customElement('audio-room-host-panel')
export class HostPanel extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  /** What was asked for, and is not yet true. */
  #asked: 'title' | 'hostLink' | undefined;

  @query('#title') private titleField!: HTMLInputElement;
  @query('#link') private linkField!: HTMLInputElement;
  @query('#no') private refuseButton!: HTMLElement | null;
  @query('#end') private endButton!: HTMLElement | null;

  @state() private titleProblem = false;
  @state() private status = '';
  @state() private ending = false;

  /** The room. */
  @property({ attribute: false }) room: Room | undefined;

  /** Who was removed; undefined until it is known. */
  @property({ attribute: false }) removed: readonly RemovedPerson[] | undefined;

  /** The link that makes others hosts. */
  @property({ attribute: false }) hostLink = '';

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const texts = this.#texts.value;
    const asked = this.#asked;
    if (!asked || !changed.has(asked === 'title' ? 'room' : asked)) return;
    this.#asked = undefined;
    this.status = asked === 'title' ? texts.titleSaved : texts.hostLinkRenewed;
  }

  private ask(change: RoomChange): void {
    this.dispatchEvent(new RoomSettingsRequestEvent(change));
  }

  private handleTitle(event: SubmitEvent): void {
    event.preventDefault();
    const title = parseTitle(this.titleField.value);
    this.titleProblem = title === undefined;
    if (title === undefined) {
      this.titleField.focus();
      return;
    }
    this.#asked = 'title';
    this.ask({ title });
  }

  /** The control shows what is true: the answer to the request sets it. */
  private handleChoice(change: RoomChange): void {
    this.ask(change);
    this.requestUpdate();
  }

  private async handleCopy(): Promise<void> {
    this.status = ''; // so that screen readers announce a second copy, too
    const texts = this.#texts.value;
    try {
      await navigator.clipboard.writeText(this.hostLink);
      this.status = texts.copied;
    } catch {
      this.status = texts.copyFailed;
      await this.updateComplete; // the field is hidden until then: nobody should see the key on a screen that is shared
      this.linkField.select();
    }
  }

  private handleRenew(): void {
    this.#asked = 'hostLink';
    this.ask('newHostKey');
  }

  private async confirmEnd(ending: boolean): Promise<void> {
    this.ending = ending;
    await this.updateComplete;
    (ending ? this.refuseButton : this.endButton)?.focus();
  }

  private renderChoices() {
    const texts = this.#texts.value;
    const { stage = 'open', locked = false } = this.room ?? {};
    const choices = [
      ['open', texts.stageOpen],
      ['invited', texts.stageInvited],
    ] as const;
    return html`
      <fieldset>
        <legend>${texts.whoMaySpeak}</legend>
        ${choices.map(
          ([value, name]) => html`
            <label class="choice">
              <input
                type="radio"
                name="stage"
                .checked=${live(stage === value)}
                @change=${() => this.handleChoice({ stage: value })}
              />
              ${name}
            </label>
          `,
        )}
      </fieldset>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${live(locked)}
          @change=${() => this.handleChoice({ locked: !locked })}
        />
        ${texts.lockRoom}
      </label>
    `;
  }

  private renderLink() {
    const texts = this.#texts.value;
    return html`
      <section aria-labelledby="host-link">
        <h3 id="host-link">${texts.hostLink}</h3>
        <p class="hint">${texts.hostLinkHint}</p>
        <div class="actions">
          <button class="quiet" type="button" @click=${this.handleCopy}>
            ${icons.link()}${texts.copyHostLink}
          </button>
          <button class="quiet" type="button" @click=${this.handleRenew}>
            ${texts.newHostLink}
          </button>
        </div>
        <input
          id="link"
          ?hidden=${this.status !== texts.copyFailed}
          type="url"
          dir="ltr"
          readonly
          aria-label=${texts.hostLink}
          .value=${this.hostLink}
        />
      </section>
    `;
  }

  private renderEnd() {
    const texts = this.#texts.value;
    if (!this.ending) {
      return html`
        <button id="end" class="danger" type="button" @click=${() => this.confirmEnd(true)}>
          ${texts.endRoom}
        </button>
      `;
    }
    return html`
      <div role="group" aria-labelledby="question">
        <p id="question"><strong>${texts.endQuestion}</strong></p>
        <div class="actions">
          <button
            class="danger"
            type="button"
            @click=${() => this.dispatchEvent(new RoomEndRequestEvent())}
          >
            ${texts.endYes}
          </button>
          <button id="no" class="quiet" type="button" @click=${() => this.confirmEnd(false)}>
            ${texts.cancel}
          </button>
        </div>
      </div>
    `;
  }

  protected override render() {
    const texts = this.#texts.value;
    return html`
      <form novalidate @submit=${this.handleTitle}>
        <label for="title">${texts.roomTitle}</label>
        <div class="row">
          <input
            id="title"
            type="text"
            dir="auto"
            autocomplete="off"
            aria-invalid=${this.titleProblem ? 'true' : 'false'}
            aria-describedby=${this.titleProblem ? 'error' : nothing}
            .value=${this.room?.title ?? ''}
          />
          <button class="quiet" type="submit">${texts.save}</button>
        </div>
        ${
          this.titleProblem
            ? html`<p class="error" id="error" role="alert">${texts.titleTooLong}</p>`
            : nothing
        }
      </form>
      ${this.renderChoices()}
      ${
        this.room?.chat
          ? html`<audio-room-chat-setting .chat=${this.room.chat}></audio-room-chat-setting>`
          : nothing
      }
      ${this.hostLink ? this.renderLink() : nothing}
      <p role="status">${this.status}</p>
      <audio-room-removed-people .people=${this.removed}></audio-room-removed-people>
      ${this.renderEnd()}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-host-panel': HostPanel;
  }
}
