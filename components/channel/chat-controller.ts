import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatMessage, RoomSnapshot } from '../../src/client/snapshot.ts';
import { viewOf } from '../shared/view.ts';

// Narrower than this, the chat would leave the stage too little.
const BESIDE_FROM_PX = 900;

/** Whether the chat is open, whether it fits beside the stage, and how many messages are unread. */
export class ChatController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #resized: ResizeObserver | undefined;
  #isOpen = false;
  #isBeside = false;
  #seen: ReadonlySet<string> = new Set();
  #messages: readonly ChatMessage[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('panel-request', ({ panel }) => {
      if (panel === 'chat') this.isOpen = !this.#isOpen;
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    this.#host.requestUpdate();
  }

  /** Whether it is shown beside the stage, rather than over it. */
  get isBeside(): boolean {
    return this.#isBeside;
  }

  /** How many messages of others came since the chat was open last. */
  get unread(): number {
    return this.#messages.filter(({ id, own }) => !own && !this.#seen.has(id)).length;
  }

  follow({ channel }: RoomSnapshot): void {
    if (channel.state === 'absent') this.#isOpen = false;
    this.#messages = channel.messages;
    if (this.#isOpen) this.#seen = new Set(channel.messages.map(({ id }) => id));
  }

  hostConnected(): void {
    this.#resized = new (viewOf(this.#host).ResizeObserver)(() => this.#fit());
    this.#resized.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resized?.disconnect();
  }

  #fit(): void {
    const isBeside = this.#host.clientWidth >= BESIDE_FROM_PX;
    if (isBeside === this.#isBeside) return;
    this.#isBeside = isBeside;
    // Over the stage, it would hide what the person looks at, unless that is the chat.
    if (!isBeside && !this.#hasFocus()) this.#isOpen = false;
    this.#host.requestUpdate();
  }

  #hasFocus(): boolean {
    return this.#host.shadowRoot?.activeElement?.localName === 'audio-room-chat';
  }
}
