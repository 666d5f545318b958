import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { type PersonAction, PersonRequestEvent } from '../events/person-request-event.ts';
import { HandRequestEvent } from '../events/hand-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import * as icons from '../shared/icons.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import '../stage/participant-face.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { count, fill, type Texts } from '../texts/texts.ts';
import './lower-hands.ts';
import { type Person, peopleIn } from './people.ts';
import { styles } from './people-panel.styles.ts';

// With fewer people, everybody is seen at once.
const SEARCHED_FROM = 10;
// How often it is said anew how long people have been waiting.
const WAITING_MS = 15_000;

/**
 * @summary Who is in the room: on stage, with a raised hand, listening; and for hosts, what they can do to each.
 * @fires person-request - A host asked for something that concerns another person.
 * @fires lower-hands-request - A host asked to lower all hands.
 * @fires hand-request - The person lowers their own hand.
 */
@customElement('audio-room-people-panel')
export class PeoplePanel extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  #hadFocus = false;

  #timer: ReturnType<typeof setInterval> | undefined;

  @query('#first') private heading!: HTMLElement | null;

  @state() private search = '';
  /** Whose options are shown. */
  @state() private chosen = '';
  @state() private removing = false;

  /** The state of the room. */
  @property({ attribute: false }) snapshot: RoomSnapshot | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), WAITING_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
  }

  protected override updated(): void {
    // Whoever had it has left, or has other options now.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.heading?.focus();
  }

  private ask(action: PersonAction, { id }: Person): void {
    this.chosen = '';
    this.removing = false;
    this.dispatchEvent(new PersonRequestEvent(action, id));
  }

  private choose({ id }: Person): void {
    this.chosen = this.chosen === id ? '' : id;
    this.removing = false;
  }

  private async confirmRemoval(removing: boolean): Promise<void> {
    this.removing = removing;
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>(removing ? '.no' : '.remove')?.focus();
  }

  private button(name: string, onClick: () => void, style = 'quiet') {
    return html`<button class=${style} type="button" @click=${onClick}>${name}</button>`;
  }

  private renderChoices(person: Person) {
    const texts = this.#texts.value;
    const { onStage, waits, muted } = person;
    if (this.removing) {
      return html`
        <div
          class="options"
          role="group"
          aria-label=${fill(texts.optionsFor, { name: person.name })}
        >
          <p role="alert">${fill(texts.removeQuestion, { name: person.name })}</p>
          ${this.button(texts.removePerson, () => this.ask('remove', person), 'danger')}
          ${this.button(texts.cancel, () => void this.confirmRemoval(false), 'quiet no')}
        </div>
      `;
    }
    const option = (action: PersonAction, name: string, wanted: boolean): TemplateResult | false =>
      wanted && this.button(name, () => this.ask(action, person));
    return html`
      <div class="options" role="group" aria-label=${fill(texts.optionsFor, { name: person.name })}>
        ${[
          option('invite', texts.inviteToStage, !onStage && waits === undefined && !person.invited),
          option('lower-hand', texts.lowerTheirHand, waits !== undefined),
          option('mute', texts.askToMute, onStage && !muted),
          option('take-off-stage', texts.takeOffStage, onStage || person.invited),
          option('silence', texts.silence, person.silenced === false),
          option('unsilence', texts.unsilence, person.silenced === true),
        ].map((one) => one || nothing)}
        ${this.button(texts.removePerson, () => void this.confirmRemoval(true), 'danger remove')}
      </div>
    `;
  }

  private renderPerson(person: Person, host: boolean) {
    const texts = this.#texts.value;
    const { id, name, local, waits } = person;
    const marks = [
      person.host && html`<span class="mark">${texts.hostMark}</span>`,
      local && html`<span class="mark">${texts.you}</span>`,
      person.muted && html`<span class="soft-mark">${texts.muted}</span>`,
      person.invited && html`<span class="soft-mark">${texts.invitedMark}</span>`,
      person.silenced && html`<span class="soft-mark">${texts.silencedMark}</span>`,
    ];
    const chosen = this.chosen === id;
    return html`
      <li>
        <div class="person">
          <audio-room-participant-face participant-id=${id}></audio-room-participant-face>
          <div class="who">
            <bdi>${name}</bdi> ${marks.map((mark) => mark || nothing)}
            ${
              waits === undefined
                ? nothing
                : html`<p class="hint">
                    ${waits < 1 ? texts.waitsShortly : count(texts, texts.waits, waits)}
                  </p>`
            }
          </div>
          ${
            host && !local && waits !== undefined
              ? html`
                  <button
                    class="primary"
                    type="button"
                    aria-label="${texts.inviteToStage}: ${name}"
                    @click=${() => this.ask('invite', person)}
                  >
                    ${texts.invite}
                  </button>
                `
              : nothing
          }
          ${
            local && waits !== undefined
              ? this.button(texts.lowerHand, () => this.dispatchEvent(new HandRequestEvent(false)))
              : nothing
          }
          ${
            host && !local
              ? html`
                  <button
                    class="bare round"
                    type="button"
                    title=${fill(texts.optionsFor, { name })}
                    aria-label=${fill(texts.optionsFor, { name })}
                    aria-expanded=${chosen ? 'true' : 'false'}
                    @click=${() => this.choose(person)}
                  >
                    ${icons.more()}
                  </button>
                `
              : nothing
          }
        </div>
        ${host && !local && chosen ? this.renderChoices(person) : nothing}
      </li>
    `;
  }

  private renderList(heading: string, people: readonly Person[], host: boolean, more = 0) {
    if (people.length === 0 && more === 0) return nothing;
    const texts = this.#texts.value;
    return html`
      <section>
        <h3 tabindex="-1">${heading}</h3>
        <ol>
          ${repeat(
            people,
            ({ id }) => id,
            (person) => this.renderPerson(person, host),
          )}
        </ol>
        ${more > 0 ? html`<p class="hint">${count(texts, texts.morePeople, more)}</p>` : nothing}
      </section>
    `;
  }

  protected override render() {
    const { snapshot, search } = this;
    const texts = this.#texts.value;
    if (!snapshot) return nothing;
    const { host } = snapshot;
    const { stage, hands, audience, more } = peopleIn(snapshot);
    const all = [...stage, ...hands, ...audience];
    const wanted = search.trim().toLocaleLowerCase(texts.language);
    const found = (people: readonly Person[]) =>
      people.filter(({ name }) => name.toLocaleLowerCase(texts.language).includes(wanted));
    return html`
      <div id="first" tabindex="-1">
        ${
          all.length >= SEARCHED_FROM || search
            ? html`
                <label for="search">${texts.searchPeople}</label>
                <input
                  id="search"
                  type="text"
                  autocomplete="off"
                  .value=${search}
                  @input=${({ target }: Event) => (this.search = (target as HTMLInputElement).value)}
                />
              `
            : nothing
        }
      </div>
      ${found(all).length === 0 && wanted ? html`<p role="status">${texts.nobodyFound}</p>` : nothing}
      ${this.renderList(texts.hands, found(hands), host)}
      ${
        host && hands.length > 1
          ? html`<audio-room-lower-hands hands=${hands.length}></audio-room-lower-hands>`
          : nothing
      }
      ${this.renderList(texts.stage, found(stage), host)}
      ${this.renderList(texts.audience, found(audience), host, wanted ? 0 : more)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-people-panel': PeoplePanel;
  }
}
