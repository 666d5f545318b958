import { html, nothing, type TemplateResult } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { PanelRequestEvent } from '../events/panel-request-event.ts';
import { count, type Texts } from '../texts/texts.ts';
import * as icons from './channel-icons.ts';
import { isForbidden, obstacleOf } from './obstacle.ts';
import './reactions.ts';

interface ChannelToolsOptions {
  readonly snapshot: RoomSnapshot;
  readonly texts: Texts;
  readonly isChatOpen: boolean;
  readonly unread: number;
}

// As many as fit; whoever has missed more does not count them.
const MOST_UNREAD = 99;

/** The bar of reactions, and the button that opens the chat. Nothing in a room without a channel. */
export function channelTools(options: ChannelToolsOptions): TemplateResult | typeof nothing {
  const { snapshot, texts, isChatOpen, unread } = options;
  if (snapshot.channel.state === 'absent') return nothing;
  const obstacle = obstacleOf(snapshot);
  const name =
    unread > 0 ? `${texts.chat}: ${count(texts, texts.unreadMessages, unread)}` : texts.chat;
  const ask = ({ currentTarget }: Event): void => {
    currentTarget?.dispatchEvent(new PanelRequestEvent('chat'));
  };
  return html`
    ${
      isForbidden(obstacle)
        ? nothing
        : html`<audio-room-reactions .obstacle=${obstacle}></audio-room-reactions>`
    }
    <button
      class="chat-opener quiet"
      type="button"
      title=${name}
      aria-label=${name}
      aria-haspopup="dialog"
      aria-expanded=${isChatOpen ? 'true' : 'false'}
      @click=${ask}
    >
      ${icons.chat()}<span class="word">${texts.chat}</span>
      ${
        unread > 0
          ? html`<span class="unread">${unread > MOST_UNREAD ? `${MOST_UNREAD}+` : unread}</span>`
          : nothing
      }
    </button>
  `;
}
