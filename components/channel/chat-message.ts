import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ChatMessage as Message } from '../../src/client/snapshot.ts';
import { MessageDeleteRequestEvent } from '../events/message-delete-request-event.ts';
import { PersonRequestEvent } from '../events/person-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import * as icons from '../shared/icons.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import '../stage/participant-face.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { fill, type Texts } from '../texts/texts.ts';
import { autolink } from './autolink.ts';
import { styles } from './chat-message.styles.ts';

/**
 * @summary One message of the chat, with what a host can do about it.
 * @fires message-delete-request - A host asked to delete the message.
 * @fires person-request - A host asked to take the right to write from whoever wrote it, or to give it back.
 */
@customElement('audio-room-chat-message')
export class ChatMessage extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('.opener') private opener!: HTMLElement;

  /** Whether what a host can do is shown. */
  @state() private isOpen = false;

  /** The message. */
  @property({ attribute: false }) message: Message | undefined;

  /** Whether the same person has written the message before, so that the name is shown there. */
  @property({ type: Boolean, attribute: 'goes-on', reflect: true }) goesOn = false;

  /** Whether the person in this browser is a host. */
  @property({ type: Boolean }) host = false;

  /** Whether the right to write was taken from whoever wrote the message. */
  @property({ type: Boolean }) silenced = false;

  private ask(event: MessageDeleteRequestEvent | PersonRequestEvent): void {
    this.isOpen = false;
    this.opener.focus();
    this.dispatchEvent(event);
  }

  private renderText(text: string) {
    return autolink(text).map((part) =>
      typeof part === 'string'
        ? part
        : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr"
            >${part.text}</a
          >`,
    );
  }

  private renderChoices({ id, senderId, name, own }: Message) {
    const texts = this.#texts.value;
    const silence = this.silenced ? 'unsilence' : 'silence';
    const button = (
      style: string,
      label: string,
      event: () => Parameters<typeof this.ask>[0],
    ) => html`
      <button class=${style} type="button" @click=${() => this.ask(event())}>${label}</button>
    `;
    return html`
      <div class="options" role="group" aria-label=${fill(texts.optionsFor, { name })}>
        ${button('danger', texts.deleteMessage, () => new MessageDeleteRequestEvent(id))}
        ${own ? nothing : button('quiet', texts[silence], () => new PersonRequestEvent(silence, senderId))}
      </div>
    `;
  }

  private renderHost(message: Message) {
    const { isOpen } = this;
    const name = fill(this.#texts.value.optionsFor, { name: message.name });
    return html`
      <button
        class="opener bare round"
        type="button"
        title=${name}
        aria-label=${name}
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => (this.isOpen = !isOpen)}
      >
        ${icons.more()}
      </button>
      ${isOpen ? this.renderChoices(message) : nothing}
    `;
  }

  protected override render() {
    const { message, goesOn } = this;
    const texts = this.#texts.value;
    if (!message) return nothing;
    const { senderId, name, role, text, sentAt, own } = message;
    return html`
      <div class="message ${own ? 'own' : ''} ${goesOn ? 'goes-on' : ''}">
        <audio-room-participant-face participant-id=${senderId}></audio-room-participant-face>
        <p class="from ${goesOn ? 'hidden' : ''}">
          <bdi>${name}</bdi>
          ${role === 'host' ? html`<span class="mark">${texts.hostMark}</span>` : nothing}
          ${own ? html`<span class="mark">${texts.you}</span>` : nothing}
          ${this.silenced ? html`<span class="mark">${texts.silencedMark}</span>` : nothing}
          <time datetime=${sentAt}>${timeOf(sentAt, texts.language)}</time>
        </p>
        <p class="text" dir="auto">${this.renderText(text)}</p>
        ${this.host ? this.renderHost(message) : nothing}
      </div>
    `;
  }
}

function timeOf(sentAt: string, language: string): string {
  const time = Date.parse(sentAt);
  if (Number.isNaN(time)) return '';
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(time);
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-chat-message': ChatMessage;
  }
}
