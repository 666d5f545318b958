import { html, type TemplateResult } from 'lit';
import type { Room } from '../../src/api/schemas.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { Preferences } from '../../src/client/preferences.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type { Theme } from '../events/theme-request-event.ts';
import '../lobby/room-lobby.ts';
import '../lobby/room-start.ts';
import type { StartTexts, Texts } from '../texts/texts.ts';

// What `<audio-room>` shows, one function a view. The elements of check, room and ended come with the visit.

interface WayInParts {
  readonly texts: StartTexts;
  readonly name: string;
  readonly busy: boolean;
  /** Why the way in failed; empty: it did not. */
  readonly problem: string;
}

export const startView = ({ texts, name, busy, problem }: WayInParts): TemplateResult => html`
  <room-start .name=${name} ?busy=${busy} problem=${problem} .texts=${texts}>
    <slot name="start"></slot>
  </room-start>
`;

export const lobbyView = (
  { texts, name, busy, problem }: WayInParts,
  room: Room | undefined,
): TemplateResult => html`
  <room-lobby .room=${room} .name=${name} ?busy=${busy} problem=${problem} .texts=${texts}>
    <slot name="lobby"></slot>
  </room-lobby>
`;

interface CheckParts extends Omit<WayInParts, 'problem' | 'texts'> {
  readonly texts: Texts;
  readonly microphone: Microphone | undefined;
  readonly onBack: () => void;
}

export const checkView = (parts: CheckParts): TemplateResult => html`
  <mic-check
    .microphone=${parts.microphone}
    name=${parts.name}
    ?busy=${parts.busy}
    .texts=${parts.texts}
    @back=${parts.onBack}
  ></mic-check>
`;

interface RoomParts {
  readonly texts: Texts;
  readonly snapshot: RoomSnapshot | undefined;
  readonly microphone: Microphone | undefined;
  readonly preferences: Preferences;
  /** The failure that the person has not read yet. */
  readonly problem: RoomErrorCode | undefined;
  readonly link: string;
  readonly theme: Theme;
  readonly pageKeys: boolean;
  readonly onDismiss: () => void;
}

export const roomView = (parts: RoomParts): TemplateResult => html`
  <room-view
    .snapshot=${parts.snapshot}
    .microphone=${parts.microphone}
    output-id=${parts.preferences.get('outputId') ?? ''}
    .problem=${parts.problem}
    invite-link=${parts.link}
    theme=${parts.theme}
    ?page-keys=${parts.pageKeys}
    ?no-keys=${parts.preferences.get('shortcuts') === false}
    .texts=${parts.texts}
    @dismiss=${parts.onDismiss}
  >
    <slot name="controls" slot="controls"></slot>
  </room-view>
`;

interface EndParts {
  readonly texts: StartTexts;
  readonly snapshot: RoomSnapshot | undefined;
  readonly roomId: string;
  /** Why nobody can enter any more; undefined: only this visit is over. */
  readonly gone: RoomErrorCode | undefined;
  readonly onAgain: () => void;
}

export function endView({ texts, snapshot, roomId, gone, onAgain }: EndParts): TemplateResult {
  const reason = snapshot?.leftReason ?? 'unknown';
  const { title, advice } = texts.left[reason];
  return html`
    <room-ended
      heading=${gone ? texts.cannotJoin : title}
      advice=${gone ? texts.errors[gone] : advice}
      ?no-return=${gone || reason === 'room-ended'}
      participant-id=${snapshot?.self?.id ?? roomId}
      .texts=${texts}
      @again=${onAgain}
    >
      <slot name="ended"></slot>
    </room-ended>
  `;
}
