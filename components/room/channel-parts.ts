import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { ChatController } from '../channel/chat-controller.ts';
import '../channel/chat.ts';
import { channelTools } from '../channel/channel-tools.ts';
import { kinds } from '../channel/reaction-kinds.ts';
import '../channel/rising-reactions.ts';
import { PanelRequestEvent } from '../events/panel-request-event.ts';
import { ReactionRequestEvent } from '../events/reaction-request-event.ts';
import type { Texts } from '../texts/texts.ts';
import { ReactionTally } from './reaction-tally.ts';
import './room-dialog.ts';

interface ChannelPartsOptions {
  /** Called now and then with how many reactions there were. */
  readonly tell: (reactions: number) => void;
  /** From where the reaction of a participant rises. */
  readonly origin: (participantId: string) => Element | undefined;
}

/** What <audio-room-view> shows of the room's channel: reactions and the chat. Nothing in a room that has none. */
export class ChannelParts {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: ChannelPartsOptions;
  readonly #chat: ChatController;
  readonly #tally: ReactionTally;
  #snapshot: RoomSnapshot | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: ChannelPartsOptions) {
    this.#host = host;
    this.#options = options;
    this.#chat = new ChatController(host);
    this.#tally = new ReactionTally(host, options.tell);
  }

  follow(snapshot: RoomSnapshot): void {
    this.#snapshot = snapshot;
    this.#chat.follow(snapshot);
    this.#tally.follow(snapshot);
  }

  /** Opens or closes the chat. */
  toggleChat(): void {
    if (this.#snapshot?.channel.state === 'absent') return;
    this.#host.dispatchEvent(new PanelRequestEvent('chat'));
  }

  /** @param digit - The place of the reaction in the bar, from 1. There may be none. */
  react(digit: number): void {
    const kind = kinds[digit - 1];
    if (!kind || !this.#snapshot?.channel.mayWrite) return;
    this.#host.dispatchEvent(new ReactionRequestEvent(kind));
  }

  /** The bar of reactions, and the button that opens the chat. */
  tools(texts: Texts): TemplateResult | typeof nothing {
    const { isOpen, unread } = this.#chat;
    return this.#snapshot
      ? channelTools({ snapshot: this.#snapshot, texts, isChatOpen: isOpen, unread })
      : nothing;
  }

  /** The reactions that rise, and the chat. */
  panels(texts: Texts): TemplateResult | typeof nothing {
    const snapshot = this.#snapshot;
    if (!snapshot || snapshot.channel.state === 'absent') return nothing;
    return html`
      <audio-room-rising-reactions
        .reactions=${snapshot.channel.reactions}
        .origin=${this.#options.origin}
      ></audio-room-rising-reactions>
      <audio-room-dialog
        class="chat"
        ?open=${this.#chat.isOpen}
        ?beside=${this.#chat.isBeside}
        tall
        heading=${texts.chat}
        @close=${() => (this.#chat.isOpen = false)}
      >
        <audio-room-chat .snapshot=${snapshot}></audio-room-chat>
      </audio-room-dialog>
    `;
  }
}
