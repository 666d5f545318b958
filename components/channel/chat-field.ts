import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { graphemesOf } from '../../src/api/graphemes.ts';
import { MAX_MESSAGE_CODE_POINTS, MAX_MESSAGE_LENGTH } from '../../src/api/limits.ts';
import { cleanName, isVisible } from '../../src/api/names.ts';
import { type RoomErrorCode, toRoomError } from '../../src/client/room-error.ts';
import { MessageRequestEvent } from '../events/message-request-event.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { errorText } from '../shared/error-text.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { count, type Texts } from '../texts/texts.ts';
import * as icons from './channel-icons.ts';
import { styles } from './chat-field.styles.ts';
import { type Obstacle, obstacleText } from './obstacle.ts';

// From here on, it is said how many characters are left.
const COUNTED_FROM = 40;

/**
 * @summary The field for a message. What can't be sent stays in it, and it says why.
 * @fires message-request - The person asked to send a message.
 */
@customElement('audio-room-chat-field')
export class ChatField extends RoomElement {
  static override styles = [tokens, controls, styles];

  readonly #texts = new TextsController<Texts>(this, en);

  @query('textarea') private field!: HTMLTextAreaElement;

  @state() private text = '';
  @state() private isSending = false;
  /** Why the last message was not sent: a failure, or the obstacle. */
  @state() private problem: RoomErrorCode | 'obstacle' | undefined;

  /** Why nothing can be sent at the moment. */
  @property({ attribute: false }) obstacle: Obstacle | undefined;

  protected override willUpdate(): void {
    if (this.problem === 'obstacle' && !this.obstacle) this.problem = undefined;
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    if (charactersLeft(this.text) < 0) this.problem = 'CHAT_TOO_LONG';
    else if (!isVisible(cleanName(this.text))) return;
    else if (this.obstacle) this.problem = 'obstacle';
    else await this.sendText();
  }

  private async sendText(): Promise<void> {
    const written = this.text;
    this.text = '';
    this.isSending = true;
    const request = new MessageRequestEvent(written.trim());
    this.dispatchEvent(request);
    try {
      await request.sent;
    } catch (error) {
      this.problem = toRoomError(error).code;
      // Something else may have been written in the meantime.
      this.text = this.text === '' ? written : `${written}\n${this.text}`;
    }
    this.isSending = false;
  }

  private handleInput(): void {
    this.text = this.field.value;
    this.problem = undefined;
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    if (!event.repeat) void this.send();
  }

  private renderCounter() {
    const left = charactersLeft(this.text);
    if (left > COUNTED_FROM) return nothing;
    const texts = this.#texts.value;
    return html`
      <p id="counter" class=${left < 0 ? 'error' : 'hint'}>
        ${left < 0 ? count(texts, texts.charactersOver, -left) : count(texts, texts.charactersLeft, left)}
      </p>
    `;
  }

  private renderProblem() {
    const { problem, obstacle } = this;
    const texts = this.#texts.value;
    if (!problem) return nothing;
    const text =
      problem === 'obstacle'
        ? obstacle && obstacleText(texts, obstacle)
        : errorText(texts, problem);
    return html`<p class="error" id="problem" role="alert">${text}</p>`;
  }

  protected override render() {
    const texts = this.#texts.value;
    const { text, problem } = this;
    const isTooLong = charactersLeft(text) < 0;
    return html`
      ${this.renderProblem()}
      <div class="row">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          aria-label=${texts.yourMessage}
          aria-invalid=${isTooLong || problem ? 'true' : 'false'}
          aria-describedby="counter problem"
          placeholder=${texts.messageHint}
          .value=${live(text)}
          @input=${this.handleInput}
          @keydown=${this.handleKey}
        ></textarea>
        <button
          class="primary round"
          type="button"
          title=${texts.send}
          aria-label=${texts.send}
          aria-disabled=${text.trim() === '' || isTooLong || this.isSending ? 'true' : 'false'}
          @click=${() => void this.send()}
        >
          ${icons.send()}
        </button>
      </div>
      <div class="row below">
        <p class="hint" role="status">${this.isSending ? texts.sending : ''}</p>
        ${this.renderCounter()}
      </div>
    `;
  }
}

/** How many more characters fit; negative if there are too many. Counts no more than a bit beyond what fits. */
function charactersLeft(text: string): number {
  const message = text
    .trim()
    .slice(0, 4 * MAX_MESSAGE_CODE_POINTS)
    .normalize('NFC');
  return Math.min(
    MAX_MESSAGE_LENGTH - graphemesOf(message).length,
    MAX_MESSAGE_CODE_POINTS - Array.from(message).length,
  );
}

/** Whether a key is meant for an input method. In Safari, the Enter that ends a composition comes after its end. */
function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign of it
  return event.isComposing || event.keyCode === 229;
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-chat-field': ChatField;
  }
}
