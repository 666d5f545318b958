import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage, RoomSnapshot } from '../../src/client/snapshot.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { viewOf } from '../shared/view.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import type { Texts } from '../texts/texts.ts';
import * as icons from './channel-icons.ts';
import './chat-field.ts';
import type { ChatField } from './chat-field.ts';
import './chat-message.ts';
import { styles } from './chat.styles.ts';
import { isForbidden, obstacleOf, obstacleText } from './obstacle.ts';

// Messages of one person within this time belong together: their name and face are shown once.
const TOGETHER_MS = 60_000;
// Closer to the end than this, rounded sizes may say that it is not reached.
const END_PX = 8;

/**
 * @summary The chat of a room: what people write, from when this person came, and the field to write.
 * @fires message-request - The person asked to send a message.
 * @fires message-delete-request - A host asked to delete a message.
 * @fires person-request - A host asked to take the right to write from somebody, or to give it back.
 * @csspart log - The messages.
 */
@customElement('audio-room-chat')
export class Chat extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  #resized: ResizeObserver | undefined;
  /** Whether the newest message is in view, so that the next one should be, too. */
  #isAtEnd = true;
  #top = 0;
  #newest: string | undefined;

  @query('.log') private log!: HTMLElement | null;
  @query('ul') private list!: HTMLElement | null;
  @query('audio-room-chat-field') private field!: ChatField | null;

  @state() private hasMore = false;

  /** The state of the room. */
  @property({ attribute: false }) snapshot: RoomSnapshot | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new (viewOf(this).ResizeObserver)(() => this.handleResize());
    this.#resized.observe(this);
    this.observeLog();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
  }

  protected override willUpdate(): void {
    const newest = this.messages.at(-1);
    if (newest?.id === this.#newest) return;
    if (newest?.own) this.#isAtEnd = true;
    else if (!this.#isAtEnd && this.#newest !== undefined) this.hasMore = true;
    this.#newest = newest?.id;
  }

  protected override updated(): void {
    this.observeLog();
    if (this.#isAtEnd) this.scrollToEnd();
  }

  /** Focuses the field, or the messages if there is none. */
  override focus(options?: FocusOptions): void {
    (this.field ?? this.log)?.focus(options);
  }

  private get messages(): readonly ChatMessage[] {
    return this.snapshot?.channel.messages ?? [];
  }

  /** The log gets smaller when the field grows; its list gets larger when a message is rendered. */
  private observeLog(): void {
    for (const each of [this.log, this.list]) if (each) this.#resized?.observe(each);
  }

  private scrollToEnd(): void {
    this.log?.scrollTo({ top: this.log.scrollHeight, behavior: 'instant' });
  }

  private handleResize(): void {
    if (this.clientHeight === 0) this.#isAtEnd = true; // whoever opens the chat again sees what is new
    if (this.#isAtEnd) this.scrollToEnd();
  }

  private handleScroll(): void {
    const { log } = this;
    if (!log || log.clientHeight === 0) return;
    const { scrollHeight, scrollTop, clientHeight } = log;
    // What grows below is no reason to stay behind; only the person scrolls up.
    if (scrollTop < this.#top) this.#isAtEnd = false;
    this.#top = scrollTop;
    if (scrollHeight - scrollTop - clientHeight >= END_PX) return;
    this.#isAtEnd = true;
    this.hasMore = false;
  }

  private showNewest(): void {
    this.hasMore = false;
    this.#isAtEnd = true;
    this.scrollToEnd();
    this.log?.focus(); // the button that had it is gone
  }

  private renderMessage(message: ChatMessage, before: ChatMessage | undefined) {
    const { senderId, sentAt } = message;
    const { host, people } = this.snapshot ?? {};
    const since = Date.parse(sentAt) - Date.parse(before?.sentAt ?? '');
    return html`
      <li>
        <audio-room-chat-message
          .message=${message}
          ?goes-on=${before?.senderId === senderId && since < TOGETHER_MS}
          ?host=${host}
          ?silenced=${people?.silenced.includes(senderId)}
        ></audio-room-chat-message>
      </li>
    `;
  }

  private renderBottom(snapshot: RoomSnapshot) {
    const texts = this.#texts.value;
    const obstacle = obstacleOf(snapshot);
    const why = obstacle && obstacleText(texts, obstacle);
    return html`
      <p class="why" role="status">${why}</p>
      ${
        isForbidden(obstacle)
          ? nothing
          : html`<audio-room-chat-field .obstacle=${obstacle}></audio-room-chat-field>`
      }
    `;
  }

  protected override render() {
    const { snapshot, messages } = this;
    const texts = this.#texts.value;
    if (!snapshot) return nothing;
    return html`
      <div
        class="log"
        part="log"
        role="log"
        tabindex="0"
        aria-label=${texts.chat}
        @scroll=${this.handleScroll}
      >
        <p class="hint">${messages.length === 0 ? texts.noMessages : ''} ${texts.nothingKept}</p>
        <ul>
          ${repeat(
            messages,
            ({ id }) => id,
            (message, i) => this.renderMessage(message, messages[i - 1]),
          )}
        </ul>
      </div>
      ${
        this.hasMore
          ? html`<button class="primary newest" type="button" @click=${this.showNewest}>
              ${icons.down()}${texts.toNewMessages}
            </button>`
          : nothing
      }
      ${this.renderBottom(snapshot)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-chat': Chat;
  }
}
