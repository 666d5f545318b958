import '../../components/audio-room/audio-room.ts';
import '../../components/room/room-view.ts';
import { type Panel, PanelRequestEvent } from '../../components/events/panel-request-event.ts';
import type { Theme } from '../../components/events/theme-request-event.ts';
import type { RoomView } from '../../components/room/room-view.ts';
import type { Texts } from '../../components/texts/texts.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { quiet, SampleMicrophone } from './sample-room.ts';

const LOUDNESS = [0.55, 0.12, 0, 0.3];
export const LINK = 'https://rooms.example/room/aB3dE5fG7hI9';

export interface Look {
  readonly texts?: Texts;
  readonly theme?: Theme;
  readonly dir?: 'rtl';
}

/** Shows one element inside an `<audio-room>`, in place of what that would show. */
export async function place(
  element: HTMLElement,
  { texts, theme, dir }: Look = {},
): Promise<Element> {
  document.documentElement.dir = dir ?? 'ltr';
  const room = document.createElement('audio-room');
  room.theme = theme ?? 'system';
  if (texts) room.texts = texts;
  document.querySelector('main')?.replaceChildren(room);
  await room.updateComplete;
  room.shadowRoot?.querySelector('audio-room-start')?.replaceWith(element);
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return room;
}

export const find = (element: Element | null | undefined, selector: string) =>
  element?.shadowRoot?.querySelector<HTMLElement>(selector);

/** Shows a room, with a dialog if wanted. */
export async function showRoom(
  changes: Partial<RoomSnapshot>,
  { panel, look = {} }: { panel?: Panel; look?: Look } = {},
): Promise<RoomView> {
  const view = document.createElement('audio-room-view');
  view.snapshot = { ...quiet, ...changes };
  view.errorCode = changes.error?.code;
  view.inviteLink = LINK;
  view.microphone = new SampleMicrophone();
  await place(view, look);
  if (panel) find(view, 'audio-room-controls')?.dispatchEvent(new PanelRequestEvent(panel));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const tiles =
    find(view, 'audio-room-stage-grid')?.shadowRoot?.querySelectorAll('participant-tile') ?? [];
  for (const [i, tile] of tiles.entries()) {
    if (!tile.muted) tile.style.setProperty('--level', String(LOUDNESS[i % LOUDNESS.length]));
  }
  return view;
}
